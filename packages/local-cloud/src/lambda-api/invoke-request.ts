import type { Exchange } from "../gateway/exchange.ts";
import { type LambdaPath, lambdaPath, qualifierIn } from "../gateway/lambda-path.ts";
import type { FunctionReference } from "../lambda-host/function-reference.ts";
import { type LambdaError, notInSet } from "./lambda-error.ts";

const TYPES = ["Event", "RequestResponse", "DryRun"] as const;
const LOG_TYPES = ["None", "Tail"];

type InvocationType = (typeof TYPES)[number];

/**
 * Bytes of a payload, at most. For events it was 256 KB until 2025.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
const LIMITS: Readonly<Record<InvocationType, number>> = {
  Event: 1_024 * 1_024,
  RequestResponse: 6 * 1_024 * 1_024,
  DryRun: 6 * 1_024 * 1_024,
};
/** InvokeAsync keeps the limit that it always had. */
const LEGACY_LIMIT = 256 * 1_024;

/** A request that invokes a function, checked. */
export interface InvokeRequest {
  readonly reference: FunctionReference;
  readonly type: InvocationType;
  readonly payload: Buffer;
  /** JSON; for synchronous invocations only. */
  readonly clientContext: string | undefined;
  readonly wantsLogTail: boolean;
}

/** Which operation a request is, of those that run a function. */
export type InvokeOperation = "Invoke" | "InvokeAsync" | "InvokeWithResponseStream";

const OPERATIONS: Readonly<Record<string, InvokeOperation>> = {
  invocations: "Invoke",
  "invoke-async": "InvokeAsync",
  "response-streaming-invocations": "InvokeWithResponseStream",
};

/** The operation that a path invokes a function with; undefined when it does not. */
export function invokeOperation({
  method,
  path,
}: Pick<Exchange, "method" | "path">): InvokeOperation | undefined {
  const place = lambdaPath(path);
  if (method !== "POST" || place?.kind !== "function") return undefined;
  return OPERATIONS[place.part ?? ""];
}

/** Reads a request that `invokeOperation` knows; what AWS would not take is an error. */
export async function invokeRequest(exchange: Exchange): Promise<InvokeRequest | LambdaError> {
  const reference = referenceIn(lambdaPath(exchange.path), qualifierIn(exchange.query));
  if ("status" in reference) return reference;
  const elsewhere = otherRegionIn(exchange);
  if (elsewhere !== undefined) return elsewhere;
  const { headers } = exchange.request;
  const legacy = invokeOperation(exchange) === "InvokeAsync";
  const asked = legacy ? "Event" : (headers["x-amz-invocation-type"] ?? "RequestResponse");
  const type = TYPES.find((known) => known === asked);
  if (type === undefined) return notInSet("invocationType", String(asked), TYPES);
  const logType = String(headers["x-amz-log-type"] ?? "None");
  if (!LOG_TYPES.includes(logType)) return notInSet("logType", logType, LOG_TYPES);
  const body = await exchange.body();
  const limit = legacy ? LEGACY_LIMIT : LIMITS[type];
  if (body.length > limit) return tooLarge(body.length, type, limit);
  const payload = body.length === 0 ? Buffer.from("{}") : body;
  if (jsonIn(payload) === undefined) return notJson("Could not parse request body into json");
  const clientContext = contextIn(headers["x-amz-client-context"]);
  if (clientContext === null) {
    return notJson("Client context must be a valid Base64-encoded JSON object.");
  }
  return {
    reference,
    type,
    payload,
    clientContext: type === "RequestResponse" ? clientContext : undefined,
    wantsLogTail: logType === "Tail",
  };
}

/** The function that is meant, by its path and the `Qualifier` beside it. */
function referenceIn(
  place: LambdaPath | undefined,
  qualifier: string | undefined,
): FunctionReference | LambdaError {
  if (place?.kind !== "function") return { name: "" };
  const { name } = place;
  if (place.qualifier === undefined || qualifier === undefined) {
    return { name, qualifier: place.qualifier ?? qualifier };
  }
  if (place.qualifier === qualifier) return { name, qualifier };
  return {
    status: 400,
    type: "InvalidParameterValueException",
    message: "The derived qualifier from the function name does not match the specified qualifier.",
  };
}

/** A function by its ARN is reached in its own region only. */
function otherRegionIn({ path, region }: Exchange): LambdaError | undefined {
  const [, other] = /\/arn:[^:]*:lambda:([^:]+):/.exec(decodeURIComponent(path)) ?? [];
  if (other === undefined || region === undefined || other === region) return undefined;
  return {
    status: 404,
    type: "ResourceNotFoundException",
    message: `Functions from '${other}' are not reachable in this region ('${region}')`,
  };
}

/** The context's JSON in ASCII, as a header can hold it; null when it is none. */
function contextIn(header: string | string[] | undefined): string | null | undefined {
  if (header === undefined) return undefined;
  const context = jsonIn(Buffer.from(String(header), "base64"));
  if (typeof context !== "object" || context === null) return null;
  return JSON.stringify(context).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Undefined for what is no JSON, which itself can't say undefined. */
function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function notJson(message: string): LambdaError {
  return { status: 400, type: "InvalidRequestContentException", message };
}

function tooLarge(bytes: number, type: InvocationType, limit: number): LambdaError {
  return {
    status: 413,
    type: "RequestTooLargeException",
    message: `${bytes} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`,
  };
}
