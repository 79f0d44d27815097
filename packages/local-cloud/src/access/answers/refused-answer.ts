import {
  type AnsweredRequest,
  errorAnswer,
  isQueryCompatible,
  type OwnAnswer,
} from "./error-answer.ts";
import { spelledMessage } from "./spelled-message.ts";

/** Why a request is refused. */
export type RefusalKind =
  /** By policies, or for want of them. */
  | "denied"
  /** The session's time is over. */
  | "expired"
  /** Nobody has the access key. */
  | "unknown-key"
  /** It is signed for what is no region. */
  | "no-region";

/** Error codes where a service's clients know errors by short names, and where by names of classes. */
const CODES: Readonly<Record<RefusalKind, { readonly short: string; readonly class: string }>> = {
  denied: { short: "AccessDenied", class: "AccessDeniedException" },
  expired: { short: "ExpiredToken", class: "ExpiredTokenException" },
  "unknown-key": { short: "InvalidClientTokenId", class: "UnrecognizedClientException" },
  "no-region": { short: "SignatureDoesNotMatch", class: "InvalidSignatureException" },
};

/** The answer with which a service refuses a request, in the form that its clients read. */
export function refusedAnswer(
  request: AnsweredRequest,
  kind: RefusalKind,
  sentence: string,
): OwnAnswer {
  const { service, protocol } = request;
  const { short, class: className } = CODES[kind];
  const json = protocol === "json" || protocol === "cbor";
  const ofCoral = service === "dynamodb" || isQueryCompatible(service);
  return errorAnswer(request, {
    status: json && !isQueryCompatible(service) ? 400 : 403,
    // SNS alone has a name of its own, in the query protocol.
    short: service === "sns" && kind === "denied" ? "AuthorizationError" : short,
    class: protocol === "json" && ofCoral ? `com.amazon.coral.service#${className}` : className,
    message: spelledMessage(service, sentence),
    member: "Message",
    jsonType: ofCoral ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1",
  });
}
