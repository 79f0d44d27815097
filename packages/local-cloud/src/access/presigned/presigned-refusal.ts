import type { Exchange } from "../../gateway/exchange.ts";
import { errorAnswer, type OwnAnswer } from "../answers/error-answer.ts";
import { addressSignature } from "./address-signature.ts";

const PARAMETERS = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-Date",
  "X-Amz-SignedHeaders",
  "X-Amz-Expires",
];
const WEEK_SECONDS = 604_800;
/** Clocks may differ by so much. */
const SKEW_MS = 15 * 60 * 1_000;

const MALFORMED = "AuthorizationQueryParametersError";
const OTHERWISE_SIGNED =
  "The request signature we calculated does not match the signature you provided. Check your key and signing method.";

export interface PresignedOptions {
  /** The secret key of a session; undefined for a key that nobody was given here. */
  readonly secretOf: (accessKeyId: string) => string | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

type Asked = Pick<Exchange, "service" | "scope" | "method" | "path" | "query" | "request">;

/**
 * How S3 refuses a request by a presigned address: one whose time is over or has not come, one that lacks a
 * part, and, of a role's session, whose secret key is known here, one for which it was not signed, such as
 * another method. Undefined for one that may go on, and for every other request.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
export function presignedRefusal(
  exchange: Asked,
  { secretOf, now }: PresignedOptions,
): OwnAnswer | undefined {
  const { service, scope, method, path, query, request } = exchange;
  if (service !== "s3" || request.headers.authorization !== undefined) return undefined;
  const refused = (status: number, short: string, message: string): OwnAnswer =>
    errorAnswer(
      { service, method, protocol: "rest-xml" },
      { status, short, class: short, message, jsonType: "" },
    );
  const expired = () => refused(403, "AccessDenied", "Request has expired");
  if (query.has("AWSAccessKeyId")) {
    return Number(query.get("Expires")) * 1_000 > now() ? undefined : expired();
  }
  if (PARAMETERS.some((name) => !query.get(name))) {
    const message = `Query-string authentication version 4 requires the ${PARAMETERS.slice(0, -1).join(", ")}, and ${PARAMETERS.at(-1)} parameters.`;
    return refused(400, MALFORMED, message);
  }
  const seconds = Number(query.get("X-Amz-Expires"));
  if (!Number.isInteger(seconds)) {
    return refused(400, MALFORMED, "X-Amz-Expires should be a number");
  }
  if (seconds < 0) return refused(400, MALFORMED, "X-Amz-Expires must be non-negative");
  if (seconds > WEEK_SECONDS) {
    const message = `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${WEEK_SECONDS} seconds`;
    return refused(400, MALFORMED, message);
  }
  const signedAt = signingTime(query.get("X-Amz-Date") ?? "");
  if (Number.isNaN(signedAt)) {
    const message = "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"";
    return refused(400, MALFORMED, message);
  }
  if (signedAt > now() + SKEW_MS) return refused(403, "AccessDenied", "Request is not yet valid");
  if (signedAt + seconds * 1_000 < now()) return expired();
  const secret = scope && secretOf(scope.accessKeyId);
  if (secret === undefined) return undefined;
  const { headers } = request;
  const signature = addressSignature({ method, path, query, headers }, secret);
  if (signature === query.get("X-Amz-Signature")) return undefined;
  return refused(403, "SignatureDoesNotMatch", OTHERWISE_SIGNED);
}

/** Of `20260312T190358Z`, in epoch milliseconds; NaN for what is none. */
function signingTime(text: string): number {
  return Date.parse(
    text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
}
