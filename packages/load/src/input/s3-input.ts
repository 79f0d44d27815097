import type { S3Client } from "@aws-sdk/client-s3";
import { awsRequest, type Target } from "@spillway/aws";
import { isSpillwayError } from "@spillway/errors";
import { type ExportFolder, rangedBytes } from "@spillway/records";
import { loadError } from "../errors.ts";
import { exportInput } from "./export-input.ts";
import { counted, type ExportInput, type Input } from "./input.ts";

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
 * @throws SpillwayError `SOURCE_ADDRESS_INVALID`, `SOURCE_NOT_FOUND`, `SOURCE_IS_A_FOLDER`, and what
 * the requests failed with
 */
export async function s3Input(
  address: string,
  client: S3Client,
  target: Target,
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
  const object = await read.find(bucket, key);
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
    read: (onBytes) => counted(read.bytes(object), onBytes),
  };
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

  bytes(object: S3Object): AsyncIterable<Uint8Array> {
    return rangedBytes({
      size: object.bytes,
      read: (start, end, signal) => this.#part(object, start, end, signal),
    });
  }

  folder(bucket: string, prefix: string): ExportFolder {
    return {
      name: `s3://${bucket}/${prefix}`,
      read: async (file) => {
        // An incremental export names `../data/…`.
        const { pathname } = new URL(file, `s3://bucket/${prefix}`);
        const object = await this.find(bucket, decodeURIComponent(pathname.slice(1)));
        return object && this.bytes(object);
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
    const { Body } = await this.#request(bucket, key, () =>
      this.#client.send(command, signal ? { abortSignal: signal } : {}),
    );
    return Body === undefined ? new Uint8Array() : Body.transformToByteArray();
  }

  #request<Answer>(bucket: string, key: string, request: () => Promise<Answer>): Promise<Answer> {
    return awsRequest(`could not read s3://${bucket}/${key}`, this.#target, request);
  }
}

function partsOf(address: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(address) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw loadError(
    "SOURCE_ADDRESS_INVALID",
    `expected s3://bucket/key; came ${JSON.stringify(address)}`,
  );
}
