import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/**
 * The service's time, learned from its answers as the SDK does, and shared with the SDK's client: a
 * machine whose clock is wrong by more than some minutes could sign nothing that AWS accepts.
 */
export class WireClock {
  readonly #config: DynamoDBClient["config"];
  #corrects: boolean | undefined;
  #lastDate: string | undefined;

  constructor(client: DynamoDBClient) {
    this.#config = client.config;
    const disabled = client.config.disableClockSkewCorrection;
    disabled().then(
      (value) => {
        this.#corrects = value !== true;
      },
      () => undefined,
    );
  }

  /** Milliseconds since 1970 by the service's clock. */
  now(): number {
    return this.#corrects === false ? Date.now() : Date.now() + this.#config.systemClockOffset;
  }

  /** Learns from an answer's `Date`. One with an `Age` comes from a cache and says nothing. */
  learn(headers: ReadonlyMap<string, string>): void {
    const date = headers.get("date");
    if (date === undefined || headers.has("age") || this.#corrects === false) return;
    // To the second, so the first answer of each second is enough.
    if (date === this.#lastDate) return;
    this.#lastDate = date;
    const serviceMs = Date.parse(date);
    if (!Number.isNaN(serviceMs)) this.#config.systemClockOffset = serviceMs - Date.now();
  }
}
