import * as z from "zod";

/** What a queue holds at a moment. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** When the oldest of them was sent, in ms since 1970. */
  readonly oldestSentAt: number;
}

const answer = z.record(
  z.string(),
  z.tuple([z.number(), z.number(), z.number(), z.number()]).transform(
    ([visible, inFlight, delayed, oldestSentAt]): QueueDepth => ({
      visible,
      inFlight,
      delayed,
      oldestSentAt,
    }),
  ),
);

/**
 * What all queues of a region hold, by name, in one request to moto, which `moto/patches/queues/queue_depths.py`
 * answers: some microseconds for each queue. Queues that are empty are not among them.
 *
 * @param moto where moto answers
 */
export async function queueDepths(
  moto: string,
  region: string,
): Promise<ReadonlyMap<string, QueueDepth>> {
  const response = await fetch(`${moto}/moto-api/spillway/queue-depths?region=${region}`);
  return new Map(Object.entries(answer.parse(await response.json())));
}
