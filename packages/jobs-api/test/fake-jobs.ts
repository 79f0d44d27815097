import { ingestJobsError, type Job, type JobSummary, type Jobs } from "@spillway/ingest-jobs";
import { timeOrderedId } from "@spillway/item";

export const BUCKET = "spillway-test-ingest";

/** Jobs in memory, which stay as they were accepted but for what a test makes of them. */
export class FakeJobs implements Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #keys = new Map<string, { readonly digest: string; readonly id: string }>();
  /** What was asked for, the newest last. */
  readonly submitted: Parameters<Jobs["submit"]>[] = [];
  #made = 0;

  async submit(...[request, submission]: Parameters<Jobs["submit"]>) {
    this.submitted.push([request, submission]);
    const { caller, idempotency } = submission;
    const known = idempotency && this.#keys.get(`${caller} ${idempotency.key}`);
    if (known !== undefined && known.digest !== idempotency?.digest) {
      throw ingestJobsError("IDEMPOTENCY_KEY_REUSED", "expected the payload that came before");
    }
    if (known !== undefined) return { job: this.#summary(known.id), isNew: false };
    if (request.strategy !== "direct" && request.table === "NoQueue") {
      throw ingestJobsError("STRATEGY_UNAVAILABLE", "expected a buffer queue; there is none");
    }
    this.#made += 1;
    const id = timeOrderedId(Date.UTC(2026, 10, 28) + this.#made);
    const { records, source, ...rest } = request;
    this.#jobs.set(id, {
      ...{ id, state: "queued", table: request.table, strategy: request.strategy },
      source: source
        ? `s3://${source.bucket}/${source.key ?? source.prefix}`
        : `${records?.length} records`,
      createdAt: "2026-11-28T00:00:00.000Z",
      request: { ...rest, ...(source && { source }) },
      progress: {
        ...{ records: 0, bytes: 0, recordsPerSecond: 0, unitsPerSecond: 0 },
        chunks: { total: 0, running: 0, done: 0 },
      },
      ...{ refusedCuts: [], bucket: BUCKET, rejects: [] },
    });
    if (idempotency)
      this.#keys.set(`${caller} ${idempotency.key}`, { digest: idempotency.digest, id });
    return { job: this.#summary(id), isNew: true };
  }

  async find(id: string) {
    return this.#jobs.get(id);
  }

  async list({ limit, after, onlyRunning = false }: Parameters<Jobs["list"]>[0]) {
    const all = [...this.#jobs.keys()]
      .sort()
      .reverse()
      .filter((id) => after === undefined || id < after)
      .filter((id) => !onlyRunning || this.#jobs.get(id)?.endedAt === undefined);
    const page = all.slice(0, limit);
    const last = page.at(-1);
    return {
      jobs: page.map((id) => this.#summary(id)),
      ...(all.length > limit && last !== undefined && { next: last }),
    };
  }

  async cancel(id: string) {
    const job = this.#jobs.get(id);
    if (job === undefined) return undefined;
    if (job.endedAt !== undefined) throw ingestJobsError("JOB_ENDED", `${id} has ended`);
    this.change(id, { state: "cancelling" });
    return this.#summary(id);
  }

  /** Makes something else of a job. */
  change(id: string, change: Partial<Job>): void {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new Error(`there is no job ${id}`);
    this.#jobs.set(id, { ...job, ...change });
  }

  #summary(id: string): JobSummary {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new Error(`there is no job ${id}`);
    const { state, table, strategy, source, createdAt, endedAt, reason } = job;
    return {
      ...{ id, state, table, strategy, source, createdAt },
      ...(endedAt && { endedAt }),
      ...(reason && { reason }),
    };
  }
}
