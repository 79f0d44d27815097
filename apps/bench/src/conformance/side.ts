import { setTimeout as delay } from "node:timers/promises";
import type { RawAnswer } from "./exchange/raw-answer.ts";
import { RawConnection } from "./exchange/raw-connection.ts";
import { type RequestForm, sendingOf } from "./exchange/request-form.ts";
import type { Seen } from "./step.ts";

type Content = Readonly<Record<string, unknown>>;

const SETTLE_MS = 60_000;

/** One of the two that are compared: its connection, and what it answered. */
export class Side implements Seen {
  readonly #url: string;
  readonly #connection: RawConnection;
  readonly #named = new Map<string, Content>();
  last: Content = {};

  constructor(url: string) {
    this.#url = url;
    this.#connection = new RawConnection(url);
  }

  text(name: string, path: string): string {
    const value = path
      .split(".")
      .reduce<unknown>((at, field) => (at as Content | undefined)?.[field], this.#named.get(name));
    return String(value);
  }

  /** Sends it on the connection that is kept, and remembers the answer. */
  async ask(form: RequestForm, as?: string): Promise<readonly RawAnswer[]> {
    const answers = await this.#connection.exchange(sendingOf(form));
    this.last = contentOf(answers.at(-1));
    if (as !== undefined) this.#named.set(as, this.last);
    return answers;
  }

  /** Sends all at once, each on a connection of its own. */
  async askTogether(forms: readonly RequestForm[]): Promise<readonly (readonly RawAnswer[])[]> {
    return Promise.all(
      forms.map(async (form) => {
        const connection = new RawConnection(this.#url);
        try {
          return await connection.exchange(sendingOf(form));
        } finally {
          connection.close();
        }
      }),
    );
  }

  /** Waits until a table and its indexes are ACTIVE, or until it is gone. */
  async settle(table: string, gone: boolean): Promise<void> {
    const giveUpAt = Date.now() + SETTLE_MS;
    while (Date.now() < giveUpAt) {
      await this.ask({ operation: "DescribeTable", content: { TableName: table } });
      const described = this.last.Table as Content | undefined;
      if (described === undefined ? gone : !gone && isActive(described)) return;
      await delay(25);
    }
    throw new Error(`table ${table} did not settle within ${SETTLE_MS} ms`);
  }

  close(): void {
    this.#connection.close();
  }
}

function isActive({ TableStatus, GlobalSecondaryIndexes = [] }: Content): boolean {
  const statuses = (GlobalSecondaryIndexes as readonly Content[]).map((one) => one.IndexStatus);
  return [TableStatus, ...statuses].every((status) => status === "ACTIVE");
}

function contentOf(answer: RawAnswer | undefined): Content {
  try {
    const value: unknown = JSON.parse(answer?.body.toString() ?? "");
    return typeof value === "object" && value !== null ? (value as Content) : {};
  } catch {
    return {};
  }
}
