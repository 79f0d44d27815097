import { isSpillwayError } from "@spillway/errors";
import { nameOfTarget, type Target } from "../target.ts";
import { awsError } from "./aws-error.ts";
import { connectionFailure } from "./connection-failure.ts";
import { meaningOfAwsError } from "./meaning-of-aws-error.ts";

/**
 * Runs one AWS request and translates what it throws.
 *
 * @param doing what could not be done if it fails, to be read before "at": `"could not read the queue"`
 * @throws SpillwayError one of `AwsErrorCode`, with the SDK's error as its cause; what is no error of
 * AWS or of the network as it came
 *
 * @example
 * const { Table } = await awsRequest(`could not describe ${name}`, clients.target, () =>
 *   dynamodb.send(new DescribeTableCommand({ TableName: name })),
 * );
 */
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

/**
 * An error of the AWS SDK or of the network, as one message that says what was being done, where,
 * and what to do about it. What is thrown on purpose, and what is no such error, comes back as it is.
 *
 * @param doing what failed, to be read before "at": `"could not invoke spillway-dev-direct-writer"`
 */
export function translateAwsError(error: unknown, doing: string, target: Target): unknown {
  if (isSpillwayError(error) || !(error instanceof Error)) return error;
  const where = nameOfTarget(target);
  const meaning = meaningOfAwsError(error);
  if (meaning !== undefined) {
    const { code, says, hint } = meaning;
    return awsError(code, `${doing} at ${where}: ${says}`, { hint, cause: error });
  }
  if (error.message === "Region is missing") {
    return awsError("REGION_MISSING", `${doing}: no AWS region is set`, {
      hint: "Pass --region, or set AWS_REGION.",
      cause: error,
    });
  }
  const failure = connectionFailure(error);
  if (failure !== undefined) {
    return awsError("ENDPOINT_UNREACHABLE", `${doing}: ${where} can't be reached (${failure})`, {
      hint:
        target.endpoint === undefined
          ? "Check the connection and the region."
          : "Is it running? For the local cloud: spillway local-cloud status, then scripts/deploy.sh local",
      cause: error,
    });
  }
  if ("$metadata" in error) {
    const message = `${doing} at ${where}: ${error.name}: ${error.message}`;
    return awsError("AWS_REQUEST_FAILED", message, { cause: error });
  }
  return error;
}
