import * as z from "zod";

/** Which messages are to be moved. */
export interface Move {
  readonly source: string;
  /** The queue that takes them; undefined for the one that each came from. */
  readonly destination: string | undefined;
  /** At most so many; 0 only asks whether they could be. */
  readonly count: number;
}

const answer = z.object({
  /** Why none was moved, or no more. */
  error: z.enum(["NoSource", "NotDeadLetters", "NoDestination", "NoHome"]).optional(),
  moved: z.number().default(0),
  /** How many can still be moved. */
  left: z.number().default(0),
});

/** What became of a move. */
export type Moved = z.infer<typeof answer>;

/**
 * Moves messages from a dead-letter queue within moto: `moto/patches/queues/message_moves.py` answers.
 *
 * @param moto where moto answers
 */
export async function moveMessages(moto: string, region: string, move: Move): Promise<Moved> {
  const response = await fetch(`${moto}/moto-api/spillway/move-messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ region, ...move }),
  });
  return answer.parse(await response.json());
}
