import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";

/** What can happen to one request of a function. */
export const FATES = [
  "the function dies before it is sent",
  "the function dies once it is applied",
  "the function dies while it is on its way, and it arrives after all has been repeated",
  "its answer is lost, and the SDK sends it again",
] as const;
export type Fate = (typeof FATES)[number];

/** A client whose function meets its fate at one of its requests. */
export interface DyingClient {
  readonly client: DynamoDBDocumentClient;
  /** Whether it came as far as that request. */
  hasMetIt(): boolean;
  /** Lets the request that was on its way arrive. */
  arrive(): Promise<void>;
  close(): void;
}

/** @param fatal the request's number, from 1: all after it are not sent any more where the function died */
export function dyingClient(fatal: number, fate: Fate): DyingClient {
  const plain = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  let sent = 0;
  let isDead = false;
  let late: (() => Promise<unknown>) | undefined;
  const isLost = fate === FATES[3];
  plain.middlewareStack.add(
    (next, context) => async (args) => {
      sent += 1;
      if (isDead) throw new Error("The function is dead.");
      if (sent !== fatal) return next(args);
      if (isLost) {
        Object.assign(context, { losesAnswer: true });
        return next(args);
      }
      isDead = true;
      if (fate === FATES[1]) await next(args);
      if (fate === FATES[2]) late = () => next(args);
      throw new Error("The function dies.");
    },
    { step: "initialize", name: "die" },
  );
  // Below the SDK's retries: it sees a connection that was dropped after the request was applied.
  plain.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (!("losesAnswer" in context)) return answer;
      delete context.losesAnswer;
      throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    },
    { step: "finalizeRequest", priority: "low", name: "loseAnswer" },
  );
  return {
    client: DynamoDBDocumentClient.from(plain),
    hasMetIt: () => sent >= fatal,
    arrive: async () => {
      // It may be refused by then: nobody is there to hear of it.
      await late?.().catch(() => undefined);
    },
    close: () => plain.destroy(),
  };
}
