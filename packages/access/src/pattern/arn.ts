import { type Glob, matchesGlob, splitGlob } from "./wildcard.ts";

/** arn, partition, service, region, account, resource. The resource may hold further colons. */
const PARTS = 6;

/** The parts of an ARN, or undefined where the text is none. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Takes an ARN apart. `arn:aws:sqs:eu-central-1:123456789012:orders` → service `sqs`, resource `orders`. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, accountId, ...rest] = text.split(":");
  if (arn !== "arn" || rest.length === 0) return undefined;
  return {
    partition: partition ?? "",
    service: service ?? "",
    region: region ?? "",
    accountId: accountId ?? "",
    resource: rest.join(":"),
  };
}

/**
 * Whether an ARN matches, part by part: a wildcard does not reach over a colon into the next part. Only
 * in the last part may it, since that one holds colons of its own (`log-group:NAME:log-stream:S`).
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(glob: Glob, arn: string): boolean {
  const patterns = splitGlob(glob, ":", PARTS);
  const parts = splitGlob(arn.split(""), ":", PARTS);
  return (
    patterns.length === PARTS &&
    parts.length === PARTS &&
    patterns.every((pattern, part) => matchesGlob(pattern, parts[part]?.join("") ?? ""))
  );
}
