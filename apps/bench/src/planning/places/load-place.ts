import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type TableShape, tableShapeFrom } from "@spillway/capacity";
import { startCapacityProxy, type UsageEvent } from "@spillway/capacity-proxy";
import { type WireTransport, wireTransport } from "@spillway/table-writer";
import { CLIENT_SETTINGS } from "../../writing/contender.ts";
import type { BenchClock } from "./bench-clock.ts";
import { tableInput } from "./table-input.ts";

/** A new table behind a proxy that throttles it. */
export interface LoadPlace {
  readonly table: TableShape;
  /** Its requests go through the proxy, each once. */
  readonly client: DynamoDBClient;
  readonly transport: WireTransport;
  /** What was used so far, second by second. */
  seconds(): readonly UsageEvent[];
  close(): Promise<void>;
}

/** Longer than any run: what the proxy knows of the table does not change. */
const DESCRIBED_ONCE_MS = 1e12;

/**
 * Makes the table through a proxy of its own, whose clock is the run's: the table is new at the moment at
 * which that clock stands.
 *
 * @param engine the address of DynamoDB Local, or of an engine that answers at once
 */
export async function loadPlace(
  engine: string,
  shape: TableShape,
  options: { readonly burstSeconds: number; readonly clock: BenchClock },
): Promise<LoadPlace> {
  const events: UsageEvent[] = [];
  const proxy = await startCapacityProxy({
    target: engine,
    describeEveryMs: DESCRIBED_ONCE_MS,
    onMetrics: (more) => events.push(...more),
    ...options,
  });
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint: proxy.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await proxy.close();
  };
  try {
    const { TableDescription } = await client.send(new CreateTableCommand(tableInput(shape)));
    const transport = wireTransport(client);
    return {
      table: tableShapeFrom(TableDescription ?? {}),
      client,
      transport,
      seconds: () => events,
      async close() {
        transport.destroy();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
