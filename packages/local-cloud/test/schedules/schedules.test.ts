import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it, vi } from "vitest";
import type { BusEvent } from "../../src/event-bus/bus-event.ts";
import { Schedules } from "../../src/schedules/schedules.ts";

interface Rule {
  Name: string;
  ScheduleExpression: string;
  State?: string;
}

const MINUTE = 60_000;
const target = { Id: "1", Arn: "arn:aws:lambda:us-east-1:123456789012:function:f" };

function schedulesOver(rules: Rule[]) {
  const clock = new ManualClock(Date.parse("2026-01-01T00:00:30Z"));
  const start = clock.now();
  const fired: { name: string; at: number; event: BusEvent }[] = [];
  const client = new EventBridgeClient({ region: "us-east-1" });
  vi.spyOn(client, "send").mockImplementation(async (command: { input: object }) =>
    "Rule" in command.input
      ? { Targets: [target] }
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
    fire: async ({ name }, targets, event) => {
      expect(targets).toEqual([target]);
      fired.push({ name, at: clock.now() - start, event });
    },
    onError: (message, error) => expect.unreachable(`${message}: ${error}`),
  });
  return { clock, schedules, fired, rules };
}

describe("Schedules", () => {
  it("fires first one period after the rule is seen, then every period", async () => {
    const { clock, schedules, fired } = schedulesOver([
      { Name: "r", ScheduleExpression: "rate(1 minute)" },
    ]);
    schedules.changed();
    await clock.advance(3 * MINUTE);
    expect(fired.map(({ name, at }) => [name, at])).toEqual([
      ["r", MINUTE],
      ["r", 2 * MINUTE],
      ["r", 3 * MINUTE],
    ]);
    schedules.close();
  });

  it("sends the event that EventBridge sends", async () => {
    const { clock, schedules, fired } = schedulesOver([
      { Name: "r", ScheduleExpression: "rate(1 minute)" },
    ]);
    schedules.changed();
    await clock.advance(MINUTE);
    expect(fired[0]?.event).toEqual({
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

  it("keeps the rhythm of a rule that another change leaves as it is", async () => {
    const { clock, schedules, fired, rules } = schedulesOver([
      { Name: "r", ScheduleExpression: "rate(2 minutes)" },
    ]);
    schedules.changed();
    await clock.advance(MINUTE);
    rules.push({ Name: "other", ScheduleExpression: "rate(1 day)" });
    schedules.changed();
    await clock.advance(MINUTE);
    expect(fired.map(({ at }) => at)).toEqual([2 * MINUTE]);
    schedules.close();
  });

  it("does not fire a rule that is disabled, and stops one that becomes so", async () => {
    const { clock, schedules, fired, rules } = schedulesOver([
      { Name: "off", ScheduleExpression: "rate(1 minute)", State: "DISABLED" },
      { Name: "r", ScheduleExpression: "rate(1 minute)" },
    ]);
    schedules.changed();
    await clock.advance(MINUTE);
    expect(fired).toHaveLength(1);
    for (const rule of rules) rule.State = "DISABLED";
    schedules.changed();
    await clock.advance(5 * MINUTE);
    expect(fired).toHaveLength(1);
    schedules.close();
  });
});
