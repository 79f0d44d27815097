import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { parseEventPattern } from "@spillway/event-pattern";
import * as z from "zod";
import type { RoleMay } from "../../lambda-api/dead-letter-error.ts";
import type { LambdaError } from "../../lambda-api/lambda-error.ts";
import { invalidParameter, invalidValue } from "../../lambda-api/parameter-errors.ts";
import type { DeployedFunction } from "../../lambda-host/deployed-function.ts";
import {
  type FunctionReference,
  functionArn,
  functionReference,
} from "../../lambda-host/function-reference.ts";
import type { EventSourceMapping } from "./event-source-mapping.ts";

/** What a request to make or change a mapping says beside its settings. */
export const mappingRequest = z.object({
  Enabled: z.boolean().optional(),
  FunctionName: z.string().optional(),
  EventSourceArn: z.string().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

/** What a mapping is checked against. */
export interface EventSourceMappingRules {
  readonly region: string;
  /** The address of the gateway. */
  readonly endpoint: string;
  readonly sqs: SQSClient;
  readonly streams: DynamoDBStreamsClient;
  /** The version that is named; undefined when there is none. */
  readonly find: (reference: FunctionReference) => Promise<DeployedFunction | undefined>;
  /** Whether a function's role allows an action on a resource. */
  readonly roleMay: RoleMay;
}

/** As an account has at first. */
const MOST_FILTERS = 5;
const LONGEST_PATTERN = 4_096;

/**
 * The refusal of settings that mappings of another kind of source have; undefined when none is set.
 *
 * @param sent the request's body
 * @param strangers the names of such settings
 */
export function strangerRefusal(
  sent: Readonly<Record<string, unknown>>,
  strangers: readonly string[],
): LambdaError | undefined {
  const stranger = strangers.find((name) => !isUnset(sent[name]));
  if (stranger === undefined) return undefined;
  return invalidParameter(`Unsupported ${stranger} parameter for given event source mapping type.`);
}

/** What Lambda has against response types; undefined for nothing. */
export function responseTypesRefusal(types: readonly string[] = []): LambdaError | undefined {
  if (types.every((type) => type === "ReportBatchItemFailures")) return undefined;
  const constraint =
    "Member must satisfy constraint: [Member must satisfy enum value set: [ReportBatchItemFailures]]";
  return invalidValue(`[${types.join(", ")}]`, "functionResponseTypes", constraint);
}

/** What Lambda has against filters; undefined for nothing. */
export function filterRefusal(
  filters: readonly { readonly Pattern: string }[] = [],
): LambdaError | undefined {
  if (filters.length > MOST_FILTERS) {
    return invalidParameter(
      `Number of filters ${filters.length} exceeds the maximum of ${MOST_FILTERS} for an event source mapping.`,
    );
  }
  for (const { Pattern: pattern } of filters) {
    if (pattern.length > LONGEST_PATTERN) {
      const constraint = `Member must have length less than or equal to ${LONGEST_PATTERN}`;
      return invalidValue(pattern, "filterCriteria.filters.pattern", constraint);
    }
    try {
      parseEventPattern(pattern);
    } catch {
      return invalidParameter("Invalid filter pattern definition.");
    }
  }
  return undefined;
}

/**
 * The refusal of a second mapping from a source to a function; undefined when there is none.
 *
 * @param source `SQS arn`
 */
export function doubleRefusal(
  mapping: EventSourceMapping,
  others: readonly EventSourceMapping[],
  source: string,
): LambdaError | undefined {
  const { EventSourceArn: arn, FunctionArn } = mapping;
  const same = others.find(
    (other) => other.EventSourceArn === arn && other.FunctionArn === FunctionArn,
  );
  if (same === undefined) return undefined;
  const { name } = functionReference(FunctionArn);
  const message = `An event source mapping with ${source} (" ${arn} ") and function (" ${name} ") already exists. Please update or delete the existing mapping with UUID ${same.UUID}`;
  return { status: 409, type: "ResourceConflictException", message };
}

/** The ARN of a function that is named in any way. */
export function namedFunctionArn(name: string, region: string): string {
  return functionArn(functionReference(name), region);
}

/** Whether a setting says nothing: Terraform sends some of them empty. */
function isUnset(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}
