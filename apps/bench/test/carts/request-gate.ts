import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import type { Scheduler } from "fast-check";
import { ProcessDied } from "../../src/carts/races/run/mortal-client.ts";

/** What becomes of one request. */
export type Fate =
  | "answered"
  /** Refused by a server error, and not done. */
  | "refused"
  /** Done, and the answer is lost. */
  | "lost"
  | "dies before"
  | "dies after";

/**
 * Lets one request through at a time, the one that the scheduler picks among all that wait: so a run is one
 * interleaving of requests, the same one each time, and can shrink.
 */
export class RequestGate {
  readonly #scheduler: Scheduler;
  readonly #fates: Iterator<Fate>;
  #sent = 0;
  #active = 0;
  #waiting = 0;

  constructor(scheduler: Scheduler, fates: Iterable<Fate>) {
    this.#scheduler = scheduler;
    this.#fates = fates[Symbol.iterator]();
  }

  /** A client whose requests wait here. Once dead it sends none any more; `revive` makes it another process. */
  connect(name: string): {
    readonly client: DynamoDBDocumentClient;
    revive(): void;
    destroy(): void;
  } {
    const retryStrategy = new ConfiguredRetryStrategy(3, () => 0);
    const endpoint = dynamoDbLocalEndpoint();
    const plain = new DynamoDBClient({ ...localClientSettings, endpoint, retryStrategy });
    let isDead = false;
    const die = (): never => {
      isDead = true;
      throw new ProcessDied(name);
    };
    plain.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (isDead) die();
          const fate = await this.#turn(`${name}: ${commandName}`);
          if (isDead || fate === "dies before") die();
          if (fate === "refused") throw Object.assign(new Error("injected"), SERVER_ERROR);
          const answer = await next(args);
          if (isDead || fate === "dies after") die();
          if (fate === "lost") throw Object.assign(new Error("injected"), { code: "ECONNRESET" });
          return answer;
        },
      { step: "finalizeRequest", priority: "low" },
    );
    return {
      client: DynamoDBDocumentClient.from(plain),
      revive: () => {
        isDead = false;
      },
      destroy: () => plain.destroy(),
    };
  }

  /** Runs processes until all have ended. What they do must end in a request of theirs, or in their end. */
  async run(processes: readonly (() => Promise<void>)[]): Promise<void> {
    const ends: Promise<void>[] = [];
    for (const start of processes) {
      this.#active += 1;
      ends.push(
        start().finally(() => {
          this.#active -= 1;
        }),
      );
      // Each comes to its first request before the next one starts: the scheduler finds them in this order.
      await this.#quiet();
    }
    while (this.#active > 0) {
      await this.#scheduler.waitNext(1);
      await this.#quiet();
    }
    await Promise.all(ends);
  }

  async #turn(label: string): Promise<Fate> {
    this.#sent += 1;
    const fate = this.#fates.next();
    const is = fate.done === true ? "answered" : fate.value;
    this.#waiting += 1;
    await this.#scheduler.schedule(Promise.resolve(), `${this.#sent}. ${label}, ${is}`);
    this.#waiting -= 1;
    return is;
  }

  /** Resolves when every process waits here or has ended. */
  async #quiet(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting < this.#active);
  }
}

const SERVER_ERROR = {
  name: "InternalServerError",
  $fault: "server",
  $metadata: { httpStatusCode: 500 },
};
