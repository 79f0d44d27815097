import type { ServiceRequest } from "../service-request.ts";
import type { Permission, PermissionsOf } from "./permission.ts";

const ACTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  schedules: {
    POST: "CreateSchedule",
    PUT: "UpdateSchedule",
    GET: "GetSchedule",
    DELETE: "DeleteSchedule",
  },
  "schedule-groups": {
    POST: "CreateScheduleGroup",
    GET: "GetScheduleGroup",
    DELETE: "DeleteScheduleGroup",
  },
};

const LISTS: Readonly<Record<string, string>> = {
  schedules: "ListSchedules",
  "schedule-groups": "ListScheduleGroups",
};

/**
 * What requests to EventBridge Scheduler need. Who creates a schedule passes its role on.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html
 */
export const schedulerPermissions: PermissionsOf = (request) => {
  const { method, path, query, input, region, account } = request;
  const [, kind = "", encoded] =
    /^\/(schedules|schedule-groups)(?:\/([^/]+))?\/?$/.exec(path) ?? [];
  if (encoded === undefined) {
    const action = method === "GET" ? LISTS[kind] : undefined;
    return action === undefined ? undefined : [{ action: `scheduler:${action}`, resource: "*" }];
  }
  const action = ACTIONS[kind]?.[method];
  if (action === undefined) return undefined;
  const name = decodeURIComponent(encoded);
  const group = query.get("groupName") ?? textOf(input.GroupName) ?? "default";
  const place = kind === "schedules" ? `schedule/${group}/${name}` : `schedule-group/${name}`;
  const resource = `arn:aws:scheduler:${region}:${account}:${place}`;
  return [{ action: `scheduler:${action}`, resource }, ...passedRole(request)];
};

function passedRole({ input }: ServiceRequest): readonly Permission[] {
  const { Target: target } = input as { readonly Target?: { readonly RoleArn?: unknown } };
  const role = textOf(target?.RoleArn);
  if (role === undefined) return [];
  const conditions = { "iam:PassedToService": ["scheduler.amazonaws.com"] };
  return [{ action: "iam:PassRole", resource: role, conditions }];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
