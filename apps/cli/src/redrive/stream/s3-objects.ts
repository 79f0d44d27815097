import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import { idOfObject } from "./failure.ts";
import type { FailedObjects } from "./ports.ts";

/**
 * Failures in S3.
 *
 * @param from where they are listed; undefined: only those that messages name
 */
export async function s3Objects(
  clients: Clients,
  from: { readonly bucket: string; readonly prefix: string } | undefined,
): Promise<FailedObjects> {
  const { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, NoSuchKey } = await import(
    "@aws-sdk/client-s3"
  );
  const client = await clients.s3();
  return {
    async *list() {
      if (from === undefined) return;
      const { bucket, prefix } = from;
      let token: string | undefined;
      do {
        const command = new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        });
        const answer = await awsRequest(`could not list s3://${bucket}`, clients.target, () =>
          client.send(command),
        );
        for (const { Key = "" } of answer.Contents ?? []) yield { bucket, key: Key };
        token = answer.NextContinuationToken;
      } while (token !== undefined);
    },
    async read(place) {
      const command = new GetObjectCommand({ Bucket: place.bucket, Key: place.key });
      return awsRequest(`could not read ${idOfObject(place)}`, clients.target, async () => {
        try {
          const { Body, Expiration } = await client.send(command);
          return {
            text: (await Body?.transformToString()) ?? "",
            expiresAt: expiryDate(Expiration),
          };
        } catch (error) {
          if (error instanceof NoSuchKey) return undefined;
          throw error;
        }
      });
    },
    async delete(place) {
      const command = new DeleteObjectCommand({ Bucket: place.bucket, Key: place.key });
      await awsRequest(`could not delete ${idOfObject(place)}`, clients.target, () =>
        client.send(command),
      );
    },
  };
}

/** Of `expiry-date="Fri, 21 Dec 2026 00:00:00 GMT", rule-id="…"`. */
function expiryDate(expiration: string | undefined): string | undefined {
  const ms = Date.parse(/expiry-date="([^"]+)"/.exec(expiration ?? "")?.[1] ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
