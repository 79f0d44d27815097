/** Where a job's objects lie in the bucket. */
export const objectKeys = {
  /** The records that came with the request, JSON Lines. */
  input: (job: string) => `jobs/${job}/input.jsonl`,
  /** How the source is cut. */
  plan: (job: string) => `jobs/${job}/plan.json`,
  /** Reject lines of one attempt at a chunk, as they were kept at a checkpoint. */
  part: (job: string, chunk: number, attempt: number, part: number) =>
    `jobs/${job}/parts/${paddedChunk(chunk)}/${attempt}-${part}.jsonl`,
  /** The reject lines of a chunk that has ended. */
  rejects: (job: string, chunk: number) => `jobs/${job}/rejects/${paddedChunk(chunk)}.jsonl`,
  /** What became of the job. */
  report: (job: string) => `jobs/${job}/report.json`,
};

/** A chunk's number so that its text sorts as it does. */
export function paddedChunk(chunk: number): string {
  return String(chunk).padStart(6, "0");
}
