import { awsRequest, isPassingAwsError } from "@spillway/aws";
import { loadError } from "@spillway/load";
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
  if (key !== undefined) {
    return {
      addresses: [`s3://${bucket}/${key}`],
      bytes: await bytesOf(services, bucket, key),
    };
  }
  const { objects, isExport } = await objectsBelow(services, bucket, prefix);
  if (isExport) return { addresses: [`s3://${bucket}/${prefix}`], bytes: undefined };
  if (objects.length === 0) {
    throw loadError("SOURCE_NOT_FOUND", `there is no object below s3://${bucket}/${prefix}`, {
      hint: "Check the bucket and the prefix.",
    });
  }
  return {
    addresses: objects.map((object) => `s3://${bucket}/${object.key}`),
    bytes: objects.reduce((sum, object) => sum + object.bytes, 0),
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

async function objectsBelow({ clients }: WorkServices, bucket: string, prefix: string) {
  const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
  const client = await clients.s3();
  const objects: { readonly key: string; readonly bytes: number }[] = [];
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      ...(token !== undefined && { ContinuationToken: token }),
    });
    const page = await awsRequest(`could not list s3://${bucket}/${prefix}`, clients.target, () =>
      client.send(command),
    );
    for (const { Key: key = "", Size: bytes = 0 } of page.Contents ?? []) {
      if (prefix.endsWith("/") && key === `${prefix}manifest-summary.json`) {
        return { objects: [], isExport: true };
      }
      // Nothing to load: the marker of a folder, an empty file.
      if (bytes > 0) objects.push({ key, bytes });
    }
    if (objects.length > MAX_OBJECTS) {
      throw ingestJobsError(
        "OBJECTS_TOO_MANY",
        `expected at most ${MAX_OBJECTS} objects below s3://${bucket}/${prefix}; there are more`,
        { hint: "Submit a job for each of several longer prefixes." },
      );
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return { objects, isExport: false };
}
