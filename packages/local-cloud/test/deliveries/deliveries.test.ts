import { describe, expect, it } from "vitest";
import { awsClients } from "../../src/aws-clients.ts";
import { Deliveries } from "../../src/deliveries/deliveries.ts";
import { targetKind } from "../../src/deliveries/delivery.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const FUNCTION = arn("lambda", "function:f:live");
const ROLE = "arn:aws:iam::123456789012:role/r";
const sender = { service: "events.amazonaws.com", arn: arn("events", "rule/r") };

function deliveriesWith(refused: (action: string) => boolean, isThere = true) {
  const invoked: string[] = [];
  const asked: string[] = [];
  const deliveries = new Deliveries({
    endpoint: "http://127.0.0.1:1",
    rights: {
      async serviceRefusal(_, action, resource, source) {
        asked.push(`${action} ${resource} ${source}`);
        return refused(action) ? `not authorized: ${action}` : undefined;
      },
      async roleMay(role, session, action) {
        asked.push(`${role} ${session} ${action}`);
        return !refused(action);
      },
    },
    regionOf: () => ({
      clients: awsClients("http://127.0.0.1:1", "eu-west-1", "own"),
      knows: async () => isThere,
      invoke: (functionArn, payload) => invoked.push(`${functionArn} ${payload}`),
    }),
  });
  return { deliveries, invoked, asked };
}

describe("Deliveries", () => {
  const invocation = { kind: "function", payload: "{}" } as const;

  it("invokes a function whose policy lets the sender", async () => {
    const { deliveries, invoked, asked } = deliveriesWith(() => false);
    expect(await deliveries.deliver(FUNCTION, invocation, sender)).toBeUndefined();
    expect(invoked).toEqual([`${FUNCTION} {}`]);
    expect(asked).toEqual([`lambda:InvokeFunction ${FUNCTION} ${sender.arn}`]);
  });

  it("says why not, and invokes nothing", async () => {
    const refused = deliveriesWith((action) => action === "lambda:InvokeFunction");
    expect(await refused.deliveries.deliver(FUNCTION, invocation, sender)).toBe(
      "not authorized: lambda:InvokeFunction",
    );
    expect(refused.invoked).toEqual([]);
    const missing = deliveriesWith(() => false, false);
    expect(await missing.deliveries.deliver(FUNCTION, invocation, sender)).toBe(
      `there is no function ${FUNCTION}`,
    );
    const nowhere = FUNCTION.replace("eu-west-1", "../x");
    expect(await missing.deliveries.deliver(nowhere, invocation, sender)).toBe(
      "there is no region ../x",
    );
  });

  it("uses a role that the sender may assume, and its rights", async () => {
    const withRole = { ...sender, roleArn: ROLE, trustedArn: "group" };
    const { deliveries, invoked, asked } = deliveriesWith(() => false);
    expect(await deliveries.deliver(FUNCTION, invocation, withRole)).toBeUndefined();
    expect(asked).toEqual([`sts:AssumeRole ${ROLE} group`, `${ROLE} events lambda:InvokeFunction`]);
    expect(invoked).toHaveLength(1);
    const distrusted = deliveriesWith((action) => action === "sts:AssumeRole");
    expect(await distrusted.deliveries.deliver(FUNCTION, invocation, withRole)).toBe(
      "not authorized: sts:AssumeRole",
    );
    const powerless = deliveriesWith((action) => action === "lambda:InvokeFunction");
    expect(await powerless.deliveries.deliver(FUNCTION, invocation, withRole)).toBe(
      `${ROLE} is not authorized to perform: lambda:InvokeFunction on ${FUNCTION}`,
    );
  });

  it("says what an answer, or the want of one, was", async () => {
    const { deliveries } = deliveriesWith(() => false);
    const message = { kind: "queue", message: { body: "a" } } as const;
    expect(await deliveries.deliver(arn("sqs", "q"), message, sender)).toMatch(/./);
  });
});

describe("targetKind", () => {
  it.each([
    [FUNCTION, "function"],
    [arn("sqs", "q"), "queue"],
    [arn("sns", "t"), "topic"],
    [arn("events", "event-bus/b"), "bus"],
    [arn("logs", "log-group:/a:*"), "log-group"],
    [arn("states", "stateMachine:s"), undefined],
    ["nonsense", undefined],
  ])("%s: %s", (target, kind) => expect(targetKind(target)).toBe(kind));
});
