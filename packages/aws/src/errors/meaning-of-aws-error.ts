import type { AwsErrorCode } from "./aws-error.ts";

/** What an error of AWS comes down to for whoever has to act on it. */
export interface AwsErrorMeaning {
  readonly code: AwsErrorCode;
  /** The fact, to be read after what was being done: `"the AWS credentials have expired"`. */
  readonly says: string;
  /** What to do about it, one sentence. */
  readonly hint: string;
}

interface NamedError {
  readonly name: string;
  readonly message: string;
}

interface Rule {
  /** Beginnings of names: JSON services say ExpiredTokenException, query services ExpiredToken. */
  readonly names: RegExp;
  /** Where the name alone does not tell. */
  readonly messages?: RegExp;
  readonly code: AwsErrorCode;
  readonly says: (error: NamedError) => string;
  readonly hint: string;
}

const CLOCK = {
  code: "CLOCK_SKEWED",
  says: ({ message }: NamedError) =>
    `the time of the request is more than 15 minutes from AWS's (${message})`,
  hint: "Set the clock of this machine. Credentials are not the cause.",
} as const;

// The first rule that fits holds.
const RULES: readonly Rule[] = [
  {
    names: /^(Credentials?ProviderError|TokenProviderError|MissingAuthenticationToken)/,
    code: "CREDENTIALS_MISSING",
    says: ({ message }) => `no usable AWS credentials (${message})`,
    hint: "Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in: aws sso login",
  },
  {
    names: /^ExpiredToken/,
    code: "CREDENTIALS_EXPIRED",
    says: () => "the AWS credentials have expired",
    hint: "Sign in again (aws sso login), or renew the session token in the environment.",
  },
  { names: /^(RequestExpired|RequestInTheFuture|RequestTimeTooSkewed)/, ...CLOCK },
  {
    names: /^(InvalidSignature|SignatureDoesNotMatch)/,
    messages: /signature expired|signature not yet current/i,
    ...CLOCK,
  },
  {
    names:
      /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure|IncompleteSignature)/,
    code: "CREDENTIALS_INVALID",
    says: ({ name }) => `the AWS credentials were refused (${name})`,
    hint: "The access key, its secret and the session token must belong together. Check which are in use: aws sts get-caller-identity",
  },
  {
    names:
      /^(AccessDenied|NotAuthorized|UnauthorizedOperation|AuthorizationError|(Kms|KMS|KMS\.)AccessDenied)/,
    code: "ACCESS_DENIED",
    says: ({ message }) => `access denied (${message})`,
    hint: "The caller's IAM policies must allow it.",
  },
  {
    names:
      /^(ResourceNotFound|TableNotFound|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue|NoSuchBucket|NoSuchKey)/,
    code: "RESOURCE_NOT_FOUND",
    says: () => "it does not exist there",
    hint: "Are its name and the region right? If it is of an environment of Spillway that was destroyed, deploy that again.",
  },
];

/**
 * What an error means by its name, as a service sends it or the SDK throws it. This is the only list
 * of such names: whoever words an error differently takes `code` from here and says it in their words.
 *
 * @returns undefined for a name that is none of these, such as `ValidationException`
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 *
 * @example
 * meaningOfAwsError({ name: "ExpiredTokenException", message: "The security token … is expired" });
 * // { code: "CREDENTIALS_EXPIRED", says: "the AWS credentials have expired", hint: "Sign in again …" }
 */
export function meaningOfAwsError(error: NamedError): AwsErrorMeaning | undefined {
  const rule = RULES.find(
    ({ names, messages }) => names.test(error.name) && (messages?.test(error.message) ?? true),
  );
  return rule && { code: rule.code, says: rule.says(error), hint: rule.hint };
}
