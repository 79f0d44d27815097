import { isPassingAwsError } from "@spillway/aws";
import { sourcesBelow } from "@spillway/load";
import { ingestJobsError } from "../../errors.ts";
import type { Job } from "../../job.ts";
import { objectKeys } from "../../objects/object-keys.ts";
import type { WorkServices } from "../work-services.ts";

/** The most objects that one job loads. */
const MAX_OBJECTS = 10_000;

/** What a job reads: addresses, and how many bytes they have together where that is known. */
export interface JobSources {
  readonly addresses: readonly string[];
  readonly bytes: number | undefined;
}

/**
 * Finds the objects that a job loads: its own records, one object, or all below a prefix. A prefix that
 * is the folder of a DynamoDB export is one source.
 *
 * @throws SpillwayError `SOURCE_NOT_FOUND`, `OBJECTS_TOO_MANY`, and what the requests failed with
 */
export async function jobSources(
  services: WorkServices,
  id: string,
  { source }: Job["request"],
): Promise<JobSources> {
  const {
    bucket,
    key,
    prefix = "",
  } = source ?? { bucket: services.bucket, key: objectKeys.input(id) };
  if (key === undefined) return sourcesOfPrefix(services, `s3://${bucket}/${prefix}`);
  return {
    addresses: [`s3://${bucket}/${key}`],
    bytes: await bytesOf(services, bucket, key),
  };
}

/** Undefined where it can't be told: what is wrong with the object, its plan says. */
async function bytesOf(
  { clients }: WorkServices,
  bucket: string,
  key: string,
): Promise<number | undefined> {
  const { HeadObjectCommand } = await import("@aws-sdk/client-s3");
  const client = await clients.s3();
  try {
    const { ContentLength } = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key }),
    );
    return ContentLength;
  } catch (error) {
    if (isPassingAwsError(error)) throw error;
    return undefined;
  }
}

async function sourcesOfPrefix({ clients }: WorkServices, address: string): Promise<JobSources> {
  const addresses: string[] = [];
  let bytes = 0;
  for await (const page of sourcesBelow(address, { clients })) {
    for (const listed of page) {
      if (address.endsWith("/") && listed.source === `${address}manifest-summary.json`) {
        return { addresses: [address], bytes: undefined };
      }
      addresses.push(listed.source);
      bytes += listed.bytes;
    }
    if (addresses.length > MAX_OBJECTS) {
      throw ingestJobsError(
        "OBJECTS_TOO_MANY",
        `expected at most ${MAX_OBJECTS} objects below ${address}; there are more`,
        { hint: "Submit a job for each of several longer prefixes." },
      );
    }
  }
  return { addresses, bytes };
}
