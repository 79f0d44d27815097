import { describe, expect, it } from "vitest";
import { schedulerPermissions } from "../../src/access/permissions/scheduler.ts";

const permissions = (method: string, url: string, input: Record<string, unknown> = {}) => {
  const [path = "", query = ""] = url.split("?", 2);
  return schedulerPermissions({
    service: "scheduler",
    protocol: "rest-json",
    operation: undefined,
    method,
    path,
    query: new URLSearchParams(query),
    headers: {},
    input,
    text: "",
    region: "eu-west-1",
    account: "123456789012",
  });
};
const arn = (rest: string) => `arn:aws:scheduler:eu-west-1:123456789012:${rest}`;

describe("schedulerPermissions", () => {
  it.each([
    ["GET", "/schedules", "ListSchedules", "*"],
    ["GET", "/schedules/a?groupName=g", "GetSchedule", arn("schedule/g/a")],
    ["DELETE", "/schedules/a", "DeleteSchedule", arn("schedule/default/a")],
    ["POST", "/schedule-groups/g", "CreateScheduleGroup", arn("schedule-group/g")],
  ])("of %s %s", (method, url, action, resource) => {
    expect(permissions(method, url)).toEqual([{ action: `scheduler:${action}`, resource }]);
  });

  it("has the role of a schedule passed", () => {
    const input = { GroupName: "g", Target: { RoleArn: "arn:aws:iam::123456789012:role/r" } };
    expect(permissions("PUT", "/schedules/a", input)).toEqual([
      { action: "scheduler:UpdateSchedule", resource: arn("schedule/g/a") },
      {
        action: "iam:PassRole",
        resource: "arn:aws:iam::123456789012:role/r",
        conditions: { "iam:PassedToService": ["scheduler.amazonaws.com"] },
      },
    ]);
  });

  it.each([
    ["PATCH", "/schedules/a"],
    ["POST", "/schedules"],
    ["GET", "/tags/a"],
  ])("does not know %s %s", (method, url) => expect(permissions(method, url)).toBeUndefined());
});
