import {
  type GetScheduleOutput,
  ResourceNotFoundException,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it, vi } from "vitest";
import type { Sender } from "../../src/deliveries/deliveries.ts";
import { Scheduler } from "../../src/schedules/scheduler.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-01-01T00:00:00Z");
const ROLE = "arn:aws:iam::123456789012:role/r";
const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:q";

function schedulerOver(more: Partial<GetScheduleOutput>, refusal?: string) {
  const clock = new ManualClock(NOW);
  const client = new SchedulerClient({ region: "eu-west-1" });
  const schedule: GetScheduleOutput & { gone?: boolean } = {
    Name: "s",
    GroupName: "g",
    Arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/g/s",
    ScheduleExpression: "rate(1 minute)",
    LastModificationDate: new Date(NOW),
    Target: { Arn: QUEUE, RoleArn: ROLE },
    ...more,
  };
  const deleted: object[] = [];
  vi.spyOn(client, "send").mockImplementation(
    async (command: { input: object; constructor: { name: string } }) => {
      if (command.constructor.name === "ListSchedulesCommand") return { Schedules: [schedule] };
      if (command.constructor.name === "DeleteScheduleCommand") return deleted.push(command.input);
      if (!schedule.gone) return schedule;
      throw new ResourceNotFoundException({ message: "", $metadata: {}, Message: "" });
    },
  );
  const sent: { at: number; arn: string; sender: Sender }[] = [];
  const errors: string[] = [];
  const scheduler = new Scheduler({
    client,
    clock,
    deliveries: {
      deliver: async (arn, _, sender) => {
        sent.push({ at: clock.now() - NOW, arn, sender });
        return arn === QUEUE ? refusal : undefined;
      },
    },
    onError: (message) => errors.push(message),
  });
  return { clock, scheduler, sent, deleted, errors, schedule };
}

describe("Scheduler", () => {
  it("fires a rate at once and in its rhythm, with the role", async () => {
    const { clock, scheduler, sent } = schedulerOver({});
    await scheduler.begin();
    await clock.advance(2 * MINUTE);
    expect(sent.map(({ at }) => at)).toEqual([0, MINUTE, 2 * MINUTE]);
    expect(sent[0]?.sender).toEqual({
      service: "scheduler.amazonaws.com",
      arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/g/s",
      roleArn: ROLE,
      trustedArn: "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/g",
    });
    expect(scheduler.snapshot()).toEqual([
      { name: "g/s", expression: "rate(1 minute)", nextMs: NOW + 3 * MINUTE },
    ]);
    scheduler.close();
  });

  it("deletes one that is done, if it says so", async () => {
    const once = { ScheduleExpression: "at(2026-01-01T00:01:00)" };
    const { clock, scheduler, sent, deleted } = schedulerOver({
      ...once,
      ActionAfterCompletion: "DELETE",
    });
    await scheduler.begin();
    await clock.advance(2 * MINUTE);
    expect(sent.map(({ at }) => at)).toEqual([MINUTE]);
    expect(deleted).toEqual([{ GroupName: "g", Name: "s" }]);
    const kept = schedulerOver(once);
    await kept.scheduler.begin();
    await kept.clock.advance(2 * MINUTE);
    expect(kept.deleted).toEqual([]);
    expect(kept.scheduler.snapshot()).toEqual([]);
  });

  it("fires none that is disabled, deleted or of a deleted group", async () => {
    const { clock, scheduler, sent, schedule } = schedulerOver({ State: "DISABLED" });
    await scheduler.begin();
    await clock.advance(MINUTE);
    expect(sent).toEqual([]);
    schedule.State = "ENABLED";
    await scheduler.changed({ group: "g", name: "s" });
    await clock.advance(1);
    const count = sent.length;
    scheduler.groupGone("g");
    await clock.advance(MINUTE);
    schedule.gone = true;
    await scheduler.changed({ group: "g", name: "s" });
    await clock.advance(MINUTE);
    expect(sent).toHaveLength(count);
  });

  it("sends what it may not into the dead-letter queue, or says so", async () => {
    const DEAD = "arn:aws:sqs:eu-west-1:123456789012:dead";
    const target = { Arn: QUEUE, RoleArn: ROLE };
    const saved = schedulerOver({ Target: { ...target, DeadLetterConfig: { Arn: DEAD } } }, "no");
    await saved.scheduler.begin();
    await saved.clock.advance(1);
    expect(saved.sent.map(({ arn }) => arn)).toEqual([QUEUE, DEAD]);
    expect(saved.errors).toEqual([]);
    saved.scheduler.close();
    const lost = schedulerOver({}, "no");
    await lost.scheduler.begin();
    await lost.clock.advance(1);
    expect(lost.errors).toEqual([`schedule g/s: ${QUEUE} got nothing: no`]);
    lost.scheduler.close();
  });
});
