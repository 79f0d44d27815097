/** What records can be sent to. */
export type DestinationKind = "queue" | "topic" | "function" | "event-bus" | "bucket";

/** Where a record of an invocation or of a batch goes, read from its ARN. */
export interface Destination {
  readonly kind: DestinationKind;
  readonly arn: string;
  /** Of the destination; a bucket's ARN does not say one. */
  readonly region: string | undefined;
  /** Of the queue, topic, function (with its qualifier), bus or bucket. */
  readonly name: string;
}

const KINDS: readonly (readonly [DestinationKind, RegExp])[] = [
  ["queue", /^arn:aws[\w-]*:sqs:([\w-]+):\d{12}:([^:]+)$/],
  ["topic", /^arn:aws[\w-]*:sns:([\w-]+):\d{12}:([^:]+)$/],
  ["function", /^arn:aws[\w-]*:lambda:([\w-]+):\d{12}:function:([^:]+(?::[^:]+)?)$/],
  ["event-bus", /^arn:aws[\w-]*:events:([\w-]+):\d{12}:event-bus\/(.+)$/],
  ["bucket", /^arn:aws[\w-]*:s3:()::([^/]+)$/],
];

/**
 * Reads the ARN of a destination; undefined for anything else.
 *
 * @example
 * destinationOf("arn:aws:sqs:us-east-1:123456789012:failed")
 * // { kind: "queue", region: "us-east-1", name: "failed", … }
 */
export function destinationOf(arn: string): Destination | undefined {
  for (const [kind, form] of KINDS) {
    const [, region, name] = form.exec(arn) ?? [];
    if (name !== undefined) return { kind, arn, region: region || undefined, name };
  }
  return undefined;
}

/** What a role must be allowed so that Lambda can send with it. */
export interface NeededRight {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** What the action is done on. */
  readonly resource: string;
}

const ACTIONS: Readonly<Record<DestinationKind, string>> = {
  queue: "sqs:SendMessage",
  topic: "sns:Publish",
  function: "lambda:InvokeFunction",
  "event-bus": "events:PutEvents",
  bucket: "s3:PutObject",
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function neededRight({ kind, arn }: Destination): NeededRight {
  return { action: ACTIONS[kind], resource: kind === "bucket" ? `${arn}/*` : arn };
}
