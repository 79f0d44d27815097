import { ingestJobsError, type Job, type Jobs } from "@spillway/ingest-jobs";

export const BUCKET = "ingest";
const REPORT = {
  ...{ read: 3, written: 3, deduplicated: 0, rejected: 0, failed: 0, spilled: 0, attempts: 3 },
  ...{ batches: { sent: 1, failed: 0 }, retries: 0, throttledWrites: 0, throttles: {} },
  ...{ unitsConsumed: { table: 3, indexes: {} }, durationMs: 1_500, bytes: 90, errors: [] },
};
type Report = NonNullable<Job["report"]>;

/** Jobs in memory. Each has ended when it is looked at for the third time, as a test says. */
export class FakeJobs implements Jobs {
  readonly jobs = new Map<string, Job>();
  readonly submitted: Parameters<Jobs["submit"]>[] = [];
  /** What a job comes to. */
  end: Partial<Omit<Job, "report">> & { report?: Partial<Report> } = { state: "succeeded" };
  readonly #looks = new Map<string, number>();

  async submit(...[request, submission]: Parameters<Jobs["submit"]>) {
    this.submitted.push([request, submission]);
    const id = `019ac0de-0000-7000-8000-00000000000${this.jobs.size}`;
    const { records, source, table, strategy } = request;
    const job: Job = {
      ...{ id, table, strategy, state: "queued", request: { ...request } },
      source: source
        ? `s3://${source.bucket}/${source.key ?? source.prefix}`
        : `${records?.length} records`,
      createdAt: "2026-11-28T12:00:00.000Z",
      progress: {
        ...{ records: 1, bytes: 30, totalBytes: 90, recordsPerSecond: 2, unitsPerSecond: 2 },
        ...{ secondsLeft: 60, chunks: { total: 3, running: 1, done: 1 } },
      },
      ...{ refusedCuts: [], bucket: BUCKET, rejects: [] },
    };
    this.jobs.set(id, job);
    return { job, isNew: true };
  }

  async find(id: string) {
    const job = this.jobs.get(id);
    if (job === undefined) return undefined;
    const looks = (this.#looks.get(id) ?? 0) + 1;
    this.#looks.set(id, looks);
    if (looks < 3) return { ...job, state: "running" as const };
    const { report, ...end } = this.end;
    const endedAt = "2026-11-28T12:00:46.000Z";
    return { ...job, endedAt, ...end, report: { ...REPORT, ...report } };
  }

  async list({ limit }: Parameters<Jobs["list"]>[0]) {
    const all = [...this.jobs.values()].reverse().map(summary);
    return { jobs: all.slice(0, limit), ...(all.length > limit && { next: "bmV4dA" }) };
  }

  async cancel(id: string) {
    const job = this.jobs.get(id);
    if (job?.state === "failed") throw ingestJobsError("JOB_ENDED", `${id} has failed`);
    return job && { ...summary(job), state: "cancelling" as const };
  }
}

function summary({ id, state, table, strategy, source, createdAt }: Job) {
  return { id, state, table, strategy, source, createdAt };
}
