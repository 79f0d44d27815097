import { setTimeout as sleep } from "node:timers/promises";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { Cloud } from "./cloud.ts";

/** The write capacity of the table and its indexes at one moment: by the index's name, "" is the table. */
export interface CapacityAt {
  readonly atMs: number;
  readonly write: Readonly<Record<string, number>>;
}

const LOOK_EVERY_MS = 500;

/** Looks at the capacity twice a second, and keeps what it saw. */
export class CapacityWatch {
  readonly seen: CapacityAt[] = [];
  readonly #cloud: Cloud;
  readonly #say: (text: string) => void;
  readonly #startedMs = Date.now();

  /** @param say told of each change that is seen */
  constructor(cloud: Cloud, say: (text: string) => void) {
    this.#cloud = cloud;
    this.#say = say;
  }

  /**
   * Looks until something holds.
   *
   * @param what for the error: what is waited for
   * @throws Error when it does not hold in time
   */
  async until(
    what: string,
    holds: (now: CapacityAt) => boolean,
    patienceMs: number,
  ): Promise<CapacityAt> {
    const endMs = Date.now() + patienceMs;
    for (;;) {
      const now = await this.#look();
      if (holds(now)) return now;
      if (Date.now() > endMs) {
        const units = JSON.stringify(now.write);
        throw new Error(
          `expected ${what} within ${patienceMs / 1_000} s; came ${units} write units`,
        );
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  async #look(): Promise<CapacityAt> {
    const { dynamodb, table } = this.#cloud;
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
    const write: Record<string, number> = {
      "": Table?.ProvisionedThroughput?.WriteCapacityUnits ?? 0,
    };
    for (const { IndexName = "", ProvisionedThroughput } of Table?.GlobalSecondaryIndexes ?? []) {
      write[IndexName] = ProvisionedThroughput?.WriteCapacityUnits ?? 0;
    }
    const now = { atMs: Date.now(), write };
    const before = this.seen.at(-1)?.write;
    this.seen.push(now);
    for (const [resource, units] of Object.entries(write)) {
      const from = before?.[resource] ?? units;
      if (from !== units) this.#say(changeLine(now.atMs - this.#startedMs, resource, from, units));
    }
    return now;
  }
}

function changeLine(afterMs: number, resource: string, from: number, to: number): string {
  const seconds = `${(afterMs / 1_000).toFixed(0)} s`.padStart(6);
  return `${seconds}  ${(resource || "the table").padEnd(9)} ${String(from).padStart(3)} → ${to} write units`;
}
