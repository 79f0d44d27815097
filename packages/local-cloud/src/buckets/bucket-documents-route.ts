import * as z from "zod";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { KeptMap } from "../persistence/kept-map.ts";
import {
  bucketOf,
  DOCUMENTS,
  type DocumentPlace,
  defaultDocument,
  documentList,
  documentPlace,
} from "./bucket-documents.ts";

const METHODS = new Set(["GET", "PUT", "DELETE"]);
const TRANSITION_HEADER = "x-amz-transition-default-minimum-object-size";

/** A document as it was set. */
export const bucketDocument = z.object({
  body: z.string(),
  /** Of a lifecycle: from which size on objects move to another class, which is told in a header. */
  transition: z.string().optional(),
});

export interface BucketDocumentsOptions {
  readonly moto: Upstream;
  /** Whether there is such a bucket. */
  readonly exists: (bucket: string) => Promise<boolean>;
  readonly kept: KeptMap<z.infer<typeof bucketDocument>>;
}

export interface BucketDocumentsRoute extends Route {
  /** To be called with each request that was answered: one may have deleted a bucket. */
  answered(exchange: Exchange): Promise<void>;
}

/**
 * What is set of buckets and moto 5.2 forgets, or gives back otherwise than it was set: intelligent tiering,
 * metrics, who pays, suspended acceleration, the names of logs, sizes in filters of lifecycles. Kept as it was sent, so that a
 * second plan of Terraform's finds no change. None of it does anything here.
 */
export function bucketDocumentsRoute({
  moto,
  exists,
  kept,
}: BucketDocumentsOptions): BucketDocumentsRoute {
  async function set(exchange: Exchange, place: DocumentPlace): Promise<void> {
    if (DOCUMENTS[place.kind].motoToo) {
      const answer = await moto.fetch(exchange);
      if (succeeded(answer)) await keep(exchange, place);
      exchange.answer(answer);
      return;
    }
    if (!(await exists(place.bucket)))
      return refuse(exchange, "NoSuchBucket", "The specified bucket does not exist");
    await keep(exchange, place);
    exchange.reply(200, "", { "content-type": "application/xml" });
  }

  async function keep(exchange: Exchange, place: DocumentPlace): Promise<void> {
    const transition = exchange.request.headers[TRANSITION_HEADER];
    kept.set(keyOf(place), {
      body: (await exchange.body()).toString("utf8"),
      ...(typeof transition === "string" && { transition }),
    });
  }

  async function give(exchange: Exchange, place: DocumentPlace): Promise<void> {
    const { kind, id } = place;
    const xml = { "content-type": "application/xml" };
    if (DOCUMENTS[kind].many && id === undefined) {
      const all = [...kept.entries()].filter(([key]) => key.startsWith(keyOf(place)));
      exchange.reply(
        200,
        documentList(
          kind,
          all.map(([, { body }]) => body),
        ),
        xml,
      );
      return;
    }
    const held = kept.get(keyOf(place));
    const body = held?.body ?? defaultDocument(kind);
    if (body !== undefined) {
      const transition = held?.transition ?? "all_storage_classes_128K";
      exchange.reply(200, body, {
        ...xml,
        ...(kind === "lifecycle" && { [TRANSITION_HEADER]: transition }),
      });
    } else if (DOCUMENTS[kind].motoToo) {
      exchange.answer(await moto.fetch(exchange));
    } else {
      refuse(exchange, "NoSuchConfiguration", "The specified configuration does not exist.");
    }
  }

  async function drop(exchange: Exchange, place: DocumentPlace): Promise<void> {
    const had = kept.has(keyOf(place));
    kept.delete(keyOf(place));
    if (DOCUMENTS[place.kind].motoToo) exchange.answer(await moto.fetch(exchange));
    else if (had) exchange.reply(204, "");
    else refuse(exchange, "NoSuchConfiguration", "The specified configuration does not exist.");
  }

  /** A bucket of the same name that is made anew has none of what the old one had. */
  async function forgetIfGone(bucket: string): Promise<void> {
    const mine = [...kept.keys()].filter((key) => key.startsWith(`${bucket}?`));
    if (mine.length === 0 || (await exists(bucket))) return;
    for (const key of mine) kept.delete(key);
  }

  return {
    accepts: ({ service, method, request: { url = "/" } }) =>
      service === "s3" && METHODS.has(method) && documentPlace(url) !== undefined,
    async handle(exchange) {
      const place = documentPlace(exchange.request.url ?? "/");
      if (place === undefined) return;
      if (exchange.method === "PUT") return set(exchange, place);
      if (exchange.method === "DELETE") return drop(exchange, place);
      return give(exchange, place);
    },
    async answered({ service, method, request: { url = "/" } }) {
      const bucket = bucketOf(url);
      if (service !== "s3" || method !== "DELETE" || bucket === undefined) return;
      if (documentPlace(url) === undefined) await forgetIfGone(bucket);
    },
  };
}

function keyOf({ bucket, kind, id }: DocumentPlace): string {
  return `${bucket}?${kind}&${id ?? ""}`;
}

function refuse(exchange: Exchange, code: string, message: string): void {
  exchange.reply(404, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`, {
    "content-type": "application/xml",
  });
}
