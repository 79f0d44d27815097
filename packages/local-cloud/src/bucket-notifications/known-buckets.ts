import {
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  HeadObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { KeptMap } from "../persistence/kept-map.ts";
import { bucketNotifications, type Notification } from "./notification-configuration.ts";
import type { ObjectEvent } from "./object-event.ts";

/** A bucket that tells somebody. */
export interface TellingBucket {
  readonly region: string;
  readonly notifications: readonly Notification[];
  /** Whether every event goes to EventBridge too. */
  readonly toEventBridge: boolean;
}

/** S3 knows the first region by no name. */
const FIRST_REGION = "us-east-1";

/** What buckets tell, read once and again after a change. */
export class KnownBuckets {
  readonly #client: S3Client;
  readonly #toEventBridge: KeptMap<true>;
  readonly #kept = new Map<string, Promise<TellingBucket | undefined>>();

  /**
   * @param client of moto, past the gateway
   * @param toEventBridge the buckets that tell EventBridge, by name: moto 5.2 takes it and never says it
   */
  constructor(client: S3Client, toEventBridge: KeptMap<true>) {
    this.#client = client;
    this.#toEventBridge = toEventBridge;
  }

  /** Undefined for a bucket that tells nobody, or is not there. */
  of(bucket: string): Promise<TellingBucket | undefined> {
    const known = this.#kept.get(bucket);
    if (known) return known;
    const asked = this.#read(bucket).catch(() => {
      this.#kept.delete(bucket);
      return undefined;
    });
    this.#kept.set(bucket, asked);
    return asked;
  }

  /** To be called when a bucket's notifications were set, or went with it. */
  configured(bucket: string, toEventBridge: boolean): void {
    this.#kept.delete(bucket);
    if (toEventBridge) this.#toEventBridge.set(bucket, true);
    else this.#toEventBridge.delete(bucket);
  }

  /** Whether a bucket tells EventBridge. */
  tellsEventBridge(bucket: string): boolean {
    return this.#toEventBridge.has(bucket);
  }

  /** The event with size and ETag, where it lacks them and the object is there. */
  async withSize(event: ObjectEvent): Promise<ObjectEvent> {
    const { name, bucket: Bucket, key: Key, size, eTag } = event;
    if (!name.startsWith("ObjectCreated:") || (size !== undefined && eTag !== undefined)) {
      return event;
    }
    const head = await this.#client.send(new HeadObjectCommand({ Bucket, Key }));
    return {
      ...event,
      size: size ?? head.ContentLength,
      eTag: eTag ?? head.ETag?.replaceAll('"', ""),
    };
  }

  async #read(bucket: string): Promise<TellingBucket | undefined> {
    const Bucket = bucket;
    const notifications = bucketNotifications(
      await this.#client.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
    );
    const toEventBridge = this.tellsEventBridge(bucket);
    if (notifications.length === 0 && !toEventBridge) return undefined;
    const { LocationConstraint } = await this.#client.send(
      new GetBucketLocationCommand({ Bucket }),
    );
    return { notifications, toEventBridge, region: LocationConstraint || FIRST_REGION };
  }
}
