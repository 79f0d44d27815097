import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { errorAnswer } from "../access/answers/error-answer.ts";
import { s3Place } from "../access/permissions/s3/s3-place.ts";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { BucketNotifier } from "./bucket-notifier.ts";
import type { KnownBuckets, TellingBucket } from "./known-buckets.ts";
import { isTold } from "./notification-configuration.ts";
import { keyInForm, type ObjectChange, objectChange, objectEvents } from "./object-change.ts";

export interface BucketNotificationRouteOptions {
  readonly moto: Upstream;
  readonly buckets: KnownBuckets;
  readonly notifier: BucketNotifier;
  readonly notRun: NotRun;
}

/** Answers of these are short, and hold what happened. */
const IN_BODY: ReadonlySet<ObjectChange["kind"]> = new Set([
  "copy",
  "complete",
  "delete-several",
  "post",
]);

/** S3 where notifications are concerned: they are set and kept in moto, and sent from here. */
export function bucketNotificationRoute(options: BucketNotificationRouteOptions): Route {
  const { moto, buckets, notifier, notRun } = options;

  async function configure(exchange: Exchange, bucket: string): Promise<void> {
    const xml = (await exchange.body()).toString("utf8");
    const unknown = valuesOf(xml, "Event").find((event) => !isTold(event));
    if (unknown !== undefined) {
      const instead = "ask for s3:ObjectCreated:* and s3:ObjectRemoved:*";
      notRun.refuse(exchange, `a notification of ${unknown}`, instead);
      return;
    }
    const isUnchecked = exchange.request.headers["x-amz-skip-destination-validation"] === "true";
    const targets = ["CloudFunction", "Queue", "Topic"].flatMap((name) => valuesOf(xml, name));
    for (const target of isUnchecked ? [] : targets) {
      if ((await notifier.refusalOf(bucket, target)) === undefined) continue;
      refuse(exchange, target);
      return;
    }
    const answer = await moto.fetch(exchange);
    if (succeeded(answer)) buckets.configured(bucket, /<EventBridgeConfiguration\b/.test(xml));
    const told = succeeded(answer) ? await buckets.of(bucket) : undefined;
    if (told !== undefined) {
      await notifier.test(bucket, told, requestIdIn(answer.headers));
    }
    exchange.answer(answer);
  }

  async function read(exchange: Exchange, bucket: string): Promise<void> {
    const answer = await moto.fetch(exchange);
    if (!succeeded(answer) || !buckets.tellsEventBridge(bucket)) return exchange.answer(answer);
    exchange.answer(answer, withEventBridge(answer.body.toString("utf8")));
  }

  async function change(exchange: Exchange, asked: ObjectChange): Promise<void> {
    const bucket = await buckets.of(asked.bucket);
    if (bucket === undefined) return moto.stream(exchange);
    if (IN_BODY.has(asked.kind)) {
      const answer = await moto.fetch(exchange);
      exchange.answer(answer);
      if (asked.kind === "post") {
        // The form may ask for a redirection.
        const key = keyInForm(await exchange.body());
        if (answer.status < 400) tell(exchange, bucket, { ...asked, key }, answer.headers, "");
        return;
      }
      // A copy or completion may fail after its answer has begun: then it holds an error.
      if (succeeded(answer) && !answer.body.includes("<Error><Code>")) {
        tell(exchange, bucket, asked, answer.headers, answer.body.toString("utf8"));
      }
      return;
    }
    let head: { status: number; headers: OutgoingHttpHeaders } | undefined;
    await moto.stream(exchange, (status, headers) => {
      head = { status, headers };
    });
    if (head !== undefined && succeeded({ ...head, body: Buffer.of() })) {
      tell(exchange, bucket, asked, head.headers, "");
    }
  }

  function tell(
    exchange: Exchange,
    bucket: TellingBucket,
    asked: ObjectChange,
    headers: OutgoingHttpHeaders,
    body: string,
  ): void {
    const size = asked.kind === "put" ? sizeIn(exchange.request.headers) : undefined;
    const events = objectEvents(asked, { headers, body });
    notifier.happened(
      bucket,
      size === undefined ? events : events.map((event) => ({ ...event, size })),
      {
        requestId: requestIdIn(headers),
        sourceIp: exchange.request.socket.remoteAddress ?? "127.0.0.1",
        principalId: `AWS:${exchange.scope?.accessKeyId ?? "anonymous"}`,
      },
    );
  }

  return {
    accepts: (exchange) =>
      isNotification(exchange) || deletesBucket(exchange) || changeOf(exchange) !== undefined,
    async handle(exchange) {
      const { path, request } = exchange;
      const { bucket } = s3Place({ path, headers: request.headers });
      if (isNotification(exchange) && bucket !== undefined) {
        return exchange.method === "GET" ? read(exchange, bucket) : configure(exchange, bucket);
      }
      if (deletesBucket(exchange) && bucket !== undefined) {
        const answer = await moto.fetch(exchange);
        // A new one of its name tells nobody.
        if (succeeded(answer)) buckets.configured(bucket, false);
        return exchange.answer(answer);
      }
      const asked = changeOf(exchange);
      if (asked === undefined) return moto.stream(exchange);
      return change(exchange, asked);
    },
  };
}

/** Whether a request takes a whole bucket away. */
function deletesBucket(exchange: Exchange): boolean {
  const { service, method, path, request } = exchange;
  if (service !== "s3" || method !== "DELETE") return false;
  const { bucket, key } = s3Place({ path, headers: request.headers });
  return bucket !== undefined && key === undefined && !hasSubresource(exchange);
}

/** SDKs say the operation in the query. */
function hasSubresource(exchange: Exchange): boolean {
  return [...queryOf(exchange).keys()].some((name) => name !== "x-id");
}

function isNotification(exchange: Exchange): boolean {
  const { service, method } = exchange;
  if (service !== "s3" || (method !== "PUT" && method !== "GET")) return false;
  return /[?&]notification\b/.test(exchange.request.url ?? "");
}

/** moto's answer with what moto leaves out. */
function withEventBridge(xml: string): string {
  const END = "</NotificationConfiguration>";
  const element = "<EventBridgeConfiguration></EventBridgeConfiguration>";
  if (xml.includes(END)) return xml.replace(END, element + END);
  const open = /<NotificationConfiguration([^>]*?)\s*\/>/;
  return open.test(xml)
    ? xml.replace(
        open,
        (_, attributes) => `<NotificationConfiguration${attributes}>${element}${END}`,
      )
    : `<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${element}${END}`;
}

function changeOf(exchange: Exchange): ObjectChange | undefined {
  const { service, method, path, request } = exchange;
  // Reading, the most of S3's traffic, is looked at no further.
  if (method === "GET" || method === "HEAD") return undefined;
  // A form is signed in its fields: whatever has no signature is S3's.
  if (service !== "s3" && service !== undefined) return undefined;
  return objectChange({ method, path, query: queryOf(exchange), headers: request.headers });
}

function queryOf({ request: { url = "" } }: Exchange): URLSearchParams {
  return new URLSearchParams(url.split("?", 2)[1] ?? "");
}

function requestIdIn(headers: OutgoingHttpHeaders): string {
  return String(headers["x-amz-request-id"] ?? headers["x-amzn-requestid"] ?? "local");
}

/** Of a body that is sent in signed chunks the length is said apart. */
function sizeIn(headers: IncomingHttpHeaders): number | undefined {
  const length = headers["x-amz-decoded-content-length"] ?? headers["content-length"];
  return length === undefined ? undefined : Number(length);
}

function refuse(exchange: Exchange, target: string): void {
  const { status, body, headers } = errorAnswer(
    { service: "s3", protocol: "rest-xml", method: exchange.method },
    {
      status: 400,
      short: "InvalidArgument",
      class: "InvalidArgument",
      message: `Unable to validate the following destination configurations: the policy of ${target} does not let s3.amazonaws.com send to it`,
      jsonType: "",
    },
  );
  exchange.reply(status, body, headers);
}

function valuesOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`, "g"))].map(
    ([, value]) => value ?? "",
  );
}
