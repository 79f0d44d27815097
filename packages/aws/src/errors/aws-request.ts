import { isSpillwayError, SpillwayError } from "@spillway/errors";
import { nameOfTarget, type Target } from "./target.ts";

interface Rule {
  readonly names: RegExp;
  readonly code: string;
  readonly says: (doing: string, where: string, error: Error) => string;
  readonly hint: string;
}

// Names as the services send them: JSON services say ExpiredTokenException, query services ExpiredToken.
const RULES: readonly Rule[] = [
  {
    names: /^(Credentials?ProviderError|TokenProviderError)$/,
    code: "CREDENTIALS_MISSING",
    says: (doing, where, error) =>
      `${doing} at ${where}: no usable AWS credentials (${error.message})`,
    hint: "Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in: aws sso login",
  },
  {
    names: /^(ExpiredToken|RequestExpired)/,
    code: "CREDENTIALS_EXPIRED",
    says: (doing, where) => `${doing} at ${where}: the AWS credentials have expired`,
    hint: "Sign in again (aws sso login), or renew the session token in the environment.",
  },
  {
    names:
      /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId|MissingAuthenticationToken|AuthFailure|IncompleteSignature)/,
    code: "CREDENTIALS_REFUSED",
    says: (doing, where, error) =>
      `${doing} at ${where}: the AWS credentials were refused (${error.name})`,
    hint: "Check which ones are in use: aws sts get-caller-identity",
  },
  {
    names: /^(AccessDenied|NotAuthorized|UnauthorizedOperation|AuthorizationError)/,
    code: "ACCESS_DENIED",
    says: (doing, where, error) => `${doing} at ${where}: access denied (${error.message})`,
    hint: "The caller's IAM policies must allow it.",
  },
  {
    names: /^(ResourceNotFound|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)/,
    code: "RESOURCE_NOT_FOUND",
    says: (doing, where) => `${doing} at ${where}: it does not exist there`,
    hint: "Was the environment destroyed, or is the region another? Deploy again: scripts/deploy.sh <environment>",
  },
];

const NETWORK =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|TimeoutError/;

/**
 * An error of the AWS SDK or of the network, as one message that says what was being done, where,
 * and what to do about it. What is thrown on purpose, and what is no such error, comes back as it is.
 *
 * @param doing what failed, to be read before "at": `"could not invoke spillway-dev-direct-writer"`
 */
export function translateAwsError(error: unknown, doing: string, target: Target): unknown {
  if (isSpillwayError(error) || !(error instanceof Error)) return error;
  const where = nameOfTarget(target);
  const rule = RULES.find(({ names }) => names.test(error.name));
  if (rule !== undefined) {
    return new SpillwayError(rule.code, rule.says(doing, where, error), {
      hint: rule.hint,
      cause: error,
    });
  }
  if (error.message === "Region is missing") {
    return new SpillwayError("REGION_MISSING", `${doing}: no AWS region is set`, {
      hint: "Pass --region, or set AWS_REGION.",
      cause: error,
    });
  }
  const network = networkCode(error);
  if (network !== undefined) {
    return new SpillwayError(
      "ENDPOINT_UNREACHABLE",
      `${doing}: ${where} can't be reached (${network})`,
      {
        hint:
          target.endpoint === undefined
            ? "Check the connection and the region."
            : "Is it running? For the local cloud: spillway local-cloud status, then scripts/deploy.sh local",
        cause: error,
      },
    );
  }
  if ("$metadata" in error) {
    return new SpillwayError(
      "AWS_REQUEST_FAILED",
      `${doing} at ${where}: ${error.name}: ${error.message}`,
      {
        cause: error,
      },
    );
  }
  return error;
}

/** Runs one AWS request and translates what it throws. */
export async function awsRequest<Result>(
  doing: string,
  target: Target,
  request: () => Promise<Result>,
): Promise<Result> {
  try {
    return await request();
  } catch (error) {
    throw translateAwsError(error, doing, target);
  }
}

// Node tries several addresses of a host and throws an AggregateError with one error for each.
function networkCode(error: Error): string | undefined {
  const inner = error instanceof AggregateError ? error.errors : [];
  for (const candidate of [error, ...inner, error.cause]) {
    if (!(candidate instanceof Error)) continue;
    const code = "code" in candidate ? String(candidate.code) : candidate.name;
    if (NETWORK.test(code)) return code;
  }
  return undefined;
}
