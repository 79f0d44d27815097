import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it, vi } from "vitest";
import { Schedules } from "../src/schedules/schedules.ts";

interface Rule {
  Name: string;
  ScheduleExpression: string;
  State?: string;
}

const MINUTE = 60_000;
const target = { Id: "1", Arn: "arn:aws:lambda:us-east-1:123456789012:function:f" };

function schedulesOver(
  rules: Rule[],
  targets: Record<string, unknown>[] = [target],
  refusalOf: (functionArn: string, ruleArn: string) => Promise<string | undefined> = async () =>
    undefined,
) {
  const clock = new ManualClock(Date.parse("2026-01-01T00:00:30Z"));
  const start = clock.now();
  const invoked: { name: string; at: number; event: Record<string, unknown> }[] = [];
  const errors: string[] = [];
  const client = new EventBridgeClient({ region: "us-east-1" });
  vi.spyOn(client, "send").mockImplementation(async (command: { input: object }) =>
    "Rule" in command.input
      ? { Targets: targets }
      : {
          Rules: rules.map((rule) => ({
            ...rule,
            Arn: `arn:aws:events:us-east-1:123456789012:rule/${rule.Name}`,
          })),
        },
  );
  const schedules = new Schedules({
    client,
    clock,
    refusalOf,
    invoke: ({ name }, payload) =>
      invoked.push({
        name,
        at: clock.now() - start,
        event: JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>,
      }),
    onError: (message, error) => errors.push(error === undefined ? message : String(error)),
  });
  return { clock, schedules, invoked, errors, rules };
}

describe("Schedules", () => {
  it("fires first one period after the rule is seen, then every period", async () => {
    const { clock, schedules, invoked } = schedulesOver([
      { Name: "r", ScheduleExpression: "rate(1 minute)" },
    ]);
    schedules.changed();
    await clock.advance(3 * MINUTE);
    expect(invoked.map(({ name, at }) => [name, at])).toEqual([
      ["f", MINUTE],
      ["f", 2 * MINUTE],
      ["f", 3 * MINUTE],
    ]);
    schedules.close();
  });

  it("sends the event that EventBridge sends", async () => {
    const { clock, schedules, invoked } = schedulesOver([
      { Name: "r", ScheduleExpression: "rate(1 minute)" },
    ]);
    schedules.changed();
    await clock.advance(MINUTE);
    expect(invoked[0]?.event).toEqual({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: "123456789012",
      time: "2026-01-01T00:01:30Z",
      region: "us-east-1",
      resources: ["arn:aws:events:us-east-1:123456789012:rule/r"],
      detail: {},
    });
    schedules.close();
  });

  it("sends the target's own input instead when it has one", async () => {
    const { clock, schedules, invoked } = schedulesOver(
      [{ Name: "r", ScheduleExpression: "rate(1 minute)" }],
      [{ ...target, Input: '{"run":"x"}' }],
    );
    schedules.changed();
    await clock.advance(MINUTE);
    expect(invoked[0]?.event).toEqual({ run: "x" });
    schedules.close();
  });

  it("keeps the rhythm of a rule that another change leaves as it is", async () => {
    const { clock, schedules, invoked, rules } = schedulesOver([
      { Name: "r", ScheduleExpression: "rate(2 minutes)" },
    ]);
    schedules.changed();
    await clock.advance(MINUTE);
    rules.push({ Name: "other", ScheduleExpression: "rate(1 day)" });
    schedules.changed();
    await clock.advance(MINUTE);
    expect(invoked.map(({ at }) => at)).toEqual([2 * MINUTE]);
    schedules.close();
  });

  it("does not fire a rule that is disabled, and stops one that becomes so", async () => {
    const { clock, schedules, invoked, rules } = schedulesOver([
      { Name: "off", ScheduleExpression: "rate(1 minute)", State: "DISABLED" },
      { Name: "r", ScheduleExpression: "rate(1 minute)" },
    ]);
    schedules.changed();
    await clock.advance(MINUTE);
    expect(invoked).toHaveLength(1);
    for (const rule of rules) rule.State = "DISABLED";
    schedules.changed();
    await clock.advance(5 * MINUTE);
    expect(invoked).toHaveLength(1);
    schedules.close();
  });

  it("does not invoke a function whose policy does not let the rule, and says so", async () => {
    const asked: string[][] = [];
    const { clock, schedules, invoked, errors } = schedulesOver(
      [{ Name: "r", ScheduleExpression: "rate(1 minute)" }],
      [target],
      async (...arns) => {
        asked.push(arns);
        return "not authorized";
      },
    );
    schedules.changed();
    await clock.advance(MINUTE);
    expect(asked).toEqual([[target.Arn, "arn:aws:events:us-east-1:123456789012:rule/r"]]);
    expect(invoked).toEqual([]);
    expect(errors).toEqual(["rule r: not authorized"]);
    schedules.close();
  });

  it("leaves alone targets that are no functions, and reports inputs that it does not know", async () => {
    const { clock, schedules, invoked, errors } = schedulesOver(
      [{ Name: "r", ScheduleExpression: "rate(1 minute)" }],
      [
        { Id: "q", Arn: "arn:aws:sqs:us-east-1:123456789012:q" },
        { ...target, InputPath: "$.x" },
      ],
    );
    schedules.changed();
    await clock.advance(MINUTE);
    expect(invoked).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("InputPath");
    schedules.close();
  });
});
