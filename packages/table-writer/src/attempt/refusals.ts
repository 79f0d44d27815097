import type { SpillwayError } from "@spillway/errors";
import { type TableWriterErrorCode, tableWriterError } from "../errors.ts";

/** A request that was refused for a reason that no retry and no split would change. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly table: string;
  readonly cause: unknown;
}

interface Kind {
  readonly names: readonly string[];
  readonly code: Extract<
    TableWriterErrorCode,
    | "ACCESS_DENIED"
    | "CREDENTIALS_EXPIRED"
    | "CREDENTIALS_INVALID"
    | "CREDENTIALS_MISSING"
    | "TABLE_NOT_FOUND"
  >;
  readonly text: (refusal: Refusal) => string;
  readonly hint: string;
}

const KINDS: readonly Kind[] = [
  {
    names: ["ResourceNotFoundException", "TableNotFoundException"],
    code: "TABLE_NOT_FOUND",
    text: ({ table }) => `the table "${table}" was not found`,
    hint: "Check the table's name, the region and the account, or create the table first.",
  },
  {
    names: ["AccessDeniedException", "AccessDenied", "NotAuthorized"],
    code: "ACCESS_DENIED",
    text: ({ table, message }) => `writing to the table "${table}" is not allowed: ${message}`,
    hint: "Allow dynamodb:BatchWriteItem on the table for this role or user.",
  },
  {
    names: ["ExpiredTokenException", "ExpiredToken"],
    code: "CREDENTIALS_EXPIRED",
    text: () => "the AWS credentials have expired",
    hint: "Sign in again, or renew the session's credentials.",
  },
  {
    names: [
      "CredentialsProviderError",
      "TokenProviderError",
      "MissingAuthenticationTokenException",
    ],
    code: "CREDENTIALS_MISSING",
    text: ({ message }) => `no AWS credentials were found: ${message}`,
    hint: "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in.",
  },
  {
    names: [
      "IncompleteSignatureException",
      "InvalidClientTokenId",
      "InvalidSignatureException",
      "UnrecognizedClientException",
    ],
    code: "CREDENTIALS_INVALID",
    text: ({ message }) => `AWS does not accept the credentials: ${message}`,
    hint: "Check the access key, its secret and the session token; they must belong together.",
  },
];

/** Says for a person why DynamoDB refused, and what to do. */
export function refusalOf(refusal: Refusal): SpillwayError {
  const { name, message, table, cause } = refusal;
  const kind = KINDS.find(({ names }) => names.includes(name));
  const details = { table, error: name };
  if (kind === undefined) {
    const text = `writing to the table "${table}" failed with ${name}: ${message}`;
    return tableWriterError("WRITE_REFUSED", text, { cause, details });
  }
  return tableWriterError(kind.code, kind.text(refusal), { hint: kind.hint, cause, details });
}

/** Says that no more requests are worth making: none of the last was answered. */
export function endpointUnreachable(requests: number, why: string, cause: unknown): SpillwayError {
  return tableWriterError(
    "ENDPOINT_UNREACHABLE",
    `DynamoDB did not answer ${requests} requests in a row: ${why}`,
    { hint: "Check the endpoint, the region and the network.", cause },
  );
}
