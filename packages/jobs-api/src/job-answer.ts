import type { Job } from "@spillway/ingest-jobs";
import type { JobAnswer } from "@spillway/jobs-client";
import type { BucketLinks } from "./bucket-links.ts";

/** How many files with rejects a job's answer links to: it stays small, however many chunks there are. */
const MAX_REJECT_LINKS = 20;

/** A job as it is answered: its objects are links, and only those that are worth one. */
export function jobAnswer(job: Job, links: BucketLinks): JobAnswer {
  const { bucket: _, reportKey, rejects, ...rest } = job;
  const self = jobPath(job.id);
  return {
    ...rest,
    rejects: {
      files: rejects.length,
      bytes: rejects.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    links: {
      self,
      allRejects: `${self}/rejects`,
      rejects: rejects.slice(0, MAX_REJECT_LINKS).map(({ key }) => links.toGet(key)),
      ...(reportKey === undefined ? {} : { report: links.toGet(reportKey) }),
      expireAt: links.expiresAt(),
    },
  };
}

/** Where a job can be read. */
export function jobPath(id: string): string {
  return `/jobs/${id}`;
}
