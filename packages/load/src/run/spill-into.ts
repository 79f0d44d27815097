import type { LoadClients } from "@spillway/aws-clients";
import type { Clock, Random } from "@spillway/pacing";
import type { Spill } from "@spillway/table-writer";

/** What a spill works with. */
interface SpillServices {
  readonly clients: Pick<LoadClients, "sqs">;
  readonly clock: Clock;
  readonly random: Random;
}

/** Spills into a queue. What does so comes with the SQS client, for which a load that names none need not wait. */
export async function spillInto(
  queueUrl: string,
  { clients, clock, random }: SpillServices,
): Promise<Spill> {
  const { queueSpill, sqsQueue } = await import("@spillway/write-buffer");
  return queueSpill({ queue: sqsQueue(await clients.sqs(), queueUrl), clock, random });
}
