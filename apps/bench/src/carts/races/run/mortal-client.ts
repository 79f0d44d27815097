import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** When a process dies: at its n-th request from now on, before that is sent or when it has been answered. */
export interface Death {
  /** 1 or more. */
  readonly atRequest: number;
  readonly moment: "before" | "after";
}

/** What whoever waits for a dead process gets. */
export class ProcessDied extends Error {}

/** Clients of a process that can die between any two of its requests, and be started again. */
export interface MortalClient {
  readonly client: DynamoDBDocumentClient;
  /** From now on it lives until then; undefined: for good. */
  revive(death?: Death): void;
  destroy(): void;
}

/** @param config of its client: endpoint, region, credentials, attempts */
export function mortalClient(config: DynamoDBClientConfig): MortalClient {
  const dynamodb = new DynamoDBClient(config);
  let death: Death | undefined;
  let requests = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new ProcessDied("the process died");
  };
  // Each attempt of the SDK's is a request.
  dynamodb.middlewareStack.add(
    (next) => async (args) => {
      if (isDead) die();
      requests += 1;
      const isNow = requests === death?.atRequest;
      if (isNow && death?.moment === "before") die();
      const answer = await next(args);
      if (isNow || isDead) die();
      return answer;
    },
    { step: "finalizeRequest", priority: "low", name: "mortal" },
  );
  return {
    client: DynamoDBDocumentClient.from(dynamodb),
    revive: (next) => {
      [death, requests, isDead] = [next, 0, false];
    },
    destroy: () => dynamodb.destroy(),
  };
}
