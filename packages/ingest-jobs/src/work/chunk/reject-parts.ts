import type { S3Client } from "@aws-sdk/client-s3";
import type { RejectStore } from "@spillway/load";
import { objectKeys } from "../../objects/object-keys.ts";

/** Lines that are held before they become an object, in bytes. */
const PART_BYTES = 1_048_576;

export interface RejectPartsOptions {
  readonly s3: () => Promise<S3Client>;
  readonly bucket: string;
  readonly job: string;
  readonly chunk: number;
  readonly attempt: number;
}

/**
 * The reject lines of one attempt at a chunk, in objects that are put at checkpoints: an object can't
 * grow. Which of them count is said on the chunk.
 */
export class RejectParts implements RejectStore {
  readonly #options: RejectPartsOptions;
  readonly name: string;
  readonly address: string;
  #lines: string[] = [];
  #bytes = 0;
  #parts = 0;
  #putting: Promise<void> = Promise.resolve();

  constructor(options: RejectPartsOptions) {
    this.#options = options;
    const { bucket, job, chunk, attempt } = options;
    this.name = `s3://${bucket}/${objectKeys.part(job, chunk, attempt, 0)}`;
    this.address = this.name;
  }

  /** Objects that were put. */
  get parts(): number {
    return this.#parts;
  }

  add(line: string): Promise<void> | undefined {
    this.#lines.push(line);
    this.#bytes += Buffer.byteLength(line) + 1;
    return this.#bytes < PART_BYTES ? undefined : this.flush();
  }

  flush(): Promise<void> {
    // One after the other: the number of an object says how many there are.
    this.#putting = this.#putting.then(() => this.#put());
    return this.#putting;
  }

  /** An attempt has parts of its own: what counts of those before is on the chunk. */
  async keepBefore(): Promise<void> {}

  async holdsSomething(): Promise<boolean> {
    return this.#parts > 0 || this.#lines.length > 0;
  }

  close(): Promise<void> {
    // What came after the last checkpoint comes again.
    return this.#putting.catch(() => undefined);
  }

  async #put(): Promise<void> {
    if (this.#lines.length === 0) return;
    const body = `${this.#lines.join("\n")}\n`;
    this.#lines = [];
    this.#bytes = 0;
    const { PutObjectCommand } = await import("@aws-sdk/client-s3");
    const { s3, bucket, job, chunk, attempt } = this.#options;
    const client = await s3();
    const Key = objectKeys.part(job, chunk, attempt, this.#parts);
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: body }));
    this.#parts += 1;
  }
}
