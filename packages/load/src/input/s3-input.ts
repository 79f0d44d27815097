import type { S3Client } from "@aws-sdk/client-s3";
import { awsRequest, statusOf, type Target } from "@spillway/aws";
import { isSpillwayError } from "@spillway/errors";
import { type ExportFolder, type RangedObject, rangedBytes } from "@spillway/records";
import { loadError } from "../errors.ts";
import { exportInput } from "./export-input.ts";
import { counted, type ExportInput, type Input, type InputIdentity } from "./input.ts";
import { partsOf } from "./s3-address.ts";
import { sourceChanged } from "./source-changed.ts";

/** An object as it was when the load began. */
interface S3Object {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly etag: string | undefined;
}

/**
 * An object in S3, read in parts, or the folder of an export where the address ends with a slash. All
 * parts are of one version of the object: a load ends when it is replaced meanwhile.
 *
 * @param address `s3://bucket/key`
 * @param known what an object was found to be before: it is not looked for again
 * @throws SpillwayError `SOURCE_ADDRESS_INVALID`, `SOURCE_NOT_FOUND`, `SOURCE_IS_A_FOLDER`, and what
 * the requests failed with; reading throws `SOURCE_CHANGED` too
 */
export async function s3Input(
  address: string,
  client: S3Client,
  target: Target,
  known?: InputIdentity,
): Promise<Input | ExportInput> {
  const { bucket, key } = partsOf(address);
  const read = new S3Reader(client, target);
  const label = key.split("/").findLast((part) => part !== "") ?? bucket;
  if (key === "" || key.endsWith("/")) {
    const found = await exportInput(read.folder(bucket, key), label);
    if (found !== undefined) return found;
    throw loadError(
      "SOURCE_IS_A_FOLDER",
      `expected an object, or the folder of a DynamoDB export; ${address} has no manifest-summary.json`,
      { hint: "Name an object, or the export's own folder: s3://bucket/prefix/AWSDynamoDB/<id>/" },
    );
  }
  const object = knownObject(bucket, key, known) ?? (await read.find(bucket, key));
  if (object === undefined) {
    throw loadError("SOURCE_NOT_FOUND", `there is no object ${address}`, {
      hint: "Check the bucket, the key and the region.",
    });
  }
  return {
    name: address,
    label,
    bytes: object.bytes,
    identity: { bytes: object.bytes, etag: object.etag ?? "" },
    read: (onBytes) => counted(rangedBytes(read.object(object)), onBytes),
    object: read.object(object),
  };
}

/**
 * What an object is, without reading it; undefined where there is none.
 *
 * @throws SpillwayError `SOURCE_ADDRESS_INVALID`, and what the request failed with
 */
export async function s3ObjectFacts(
  address: string,
  client: S3Client,
  target: Target,
): Promise<{ readonly bytes: number; readonly etag: string | undefined } | undefined> {
  const { bucket, key } = partsOf(address);
  return new S3Reader(client, target).find(bucket, key);
}

function knownObject(
  bucket: string,
  key: string,
  { bytes, etag }: InputIdentity = {},
): S3Object | undefined {
  if (typeof bytes !== "number" || typeof etag !== "string") return undefined;
  return { bucket, key, bytes, etag };
}

/**
 * The key of a file of a folder. An incremental export names `../data/…`.
 *
 * @param folder ends with a slash, or is empty for all of a bucket
 */
function keyBelow(folder: string, file: string): string {
  if (!file.startsWith("../")) return `${folder}${file}`;
  return keyBelow(folder.replace(/[^/]*\/$/, ""), file.slice("../".length));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html */
function isGone(error: unknown): boolean {
  return statusOf(error) === 412 || (error instanceof Error && error.name === "NoSuchKey");
}

class S3Reader {
  readonly #client: S3Client;
  readonly #target: Target;

  constructor(client: S3Client, target: Target) {
    this.#client = client;
    this.#target = target;
  }

  /** Undefined where there is no such object. */
  async find(bucket: string, key: string): Promise<S3Object | undefined> {
    const { HeadObjectCommand } = await import("@aws-sdk/client-s3");
    try {
      const { ContentLength = 0, ETag } = await this.#request(bucket, key, () =>
        this.#client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })),
      );
      return { bucket, key, bytes: ContentLength, etag: ETag };
    } catch (error) {
      const cause = isSpillwayError(error) ? error.cause : error;
      if (
        cause instanceof Error &&
        ["NotFound", "NoSuchKey", "NoSuchBucket"].includes(cause.name)
      ) {
        return undefined;
      }
      throw error;
    }
  }

  object(object: S3Object): RangedObject {
    return {
      size: object.bytes,
      read: (start, end, signal) => this.#part(object, start, end, signal),
    };
  }

  folder(bucket: string, prefix: string): ExportFolder {
    return {
      name: `s3://${bucket}/${prefix}`,
      read: async (file) => {
        const object = await this.find(bucket, keyBelow(prefix, file));
        return object && rangedBytes(this.object(object));
      },
    };
  }

  async #part(
    { bucket, key, etag }: S3Object,
    start: number,
    end: number,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      Range: `bytes=${start}-${end - 1}`,
      ...(etag && { IfMatch: etag }),
    });
    try {
      return await this.#request(bucket, key, async () => {
        const { Body } = await this.#client.send(command, signal ? { abortSignal: signal } : {});
        return Body === undefined ? new Uint8Array() : Body.transformToByteArray();
      });
    } catch (error) {
      if (isSpillwayError(error) && isGone(error.cause)) {
        throw sourceChanged(`s3://${bucket}/${key}`, error);
      }
      throw error;
    }
  }

  #request<Answer>(bucket: string, key: string, request: () => Promise<Answer>): Promise<Answer> {
    return awsRequest(`could not read s3://${bucket}/${key}`, this.#target, request);
  }
}
