/** An error that a service answered, with the names that the SDK's errors have. */
export class AwsServiceError extends Error {
  /** `"client"` when the request was at fault, else `"server"`. */
  readonly $fault: "client" | "server";
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = name;
    this.$fault = httpStatusCode >= 500 ? "server" : "client";
    this.$metadata = { httpStatusCode };
  }
}

const XML_CODE = /<Code>([^<]*)<\/Code>/;
const XML_MESSAGE = /<Message>([^<]*)<\/Message>/;
/** Names for answers without a body, such as those to a conditional put. */
const NAMES: Readonly<Record<number, string>> = {
  403: "AccessDenied",
  404: "NotFound",
  409: "ConditionalRequestConflict",
  412: "PreconditionFailed",
  429: "TooManyRequests",
  503: "ServiceUnavailable",
};

/**
 * Reads an answer that is none of success: JSON of DynamoDB, Firehose and SQS, XML of S3 and SNS.
 *
 * @param type the header `x-amzn-errortype`, if there was one
 */
export function serviceErrorOf(status: number, body: string, type?: string): AwsServiceError {
  const { code, message } = body.startsWith("{") ? fromJson(body) : fromXml(body);
  const name = shortName(code ?? type) ?? NAMES[status] ?? "UnknownError";
  return new AwsServiceError(name, message || body.slice(0, 200) || `status ${status}`, status);
}

interface Told {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

function fromJson(body: string): Told {
  try {
    const answer: Record<string, unknown> = JSON.parse(body);
    const { __type: type, message = answer.Message } = answer;
    return {
      code: typeof type === "string" ? type : undefined,
      message: typeof message === "string" ? message : undefined,
    };
  } catch {
    return { code: undefined, message: undefined };
  }
}

function fromXml(body: string): Told {
  return { code: XML_CODE.exec(body)?.[1], message: XML_MESSAGE.exec(body)?.[1] };
}

/** `com.amazonaws.sqs#QueueDoesNotExist:http://…` is a QueueDoesNotExist. */
function shortName(type: string | undefined): string | undefined {
  if (type === undefined || type === "") return undefined;
  return type.slice(type.indexOf("#") + 1).split(/[:,]/, 1)[0];
}
