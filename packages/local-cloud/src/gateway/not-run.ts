import { errorAnswer, type OwnAnswer } from "../access/answers/error-answer.ts";
import type { Protocol } from "../access/service-request.ts";
import { CountedList } from "../status/counted-list.ts";
import type { Exchange } from "./exchange.ts";

/** Something that was asked for and is not run here. */
export interface NotServed {
  /** What it is: `a container image`. */
  readonly what: string;
  /** How often it was asked for. */
  readonly count: number;
  /** When last, ISO 8601. */
  readonly last: string;
}

/** How a service names the error of a value that it does not take. */
interface ErrorName {
  /** In the query protocol and in S3. */
  readonly short: string;
  /** In JSON. */
  readonly class: string;
}

const VALIDATION: ErrorName = { short: "ValidationError", class: "ValidationException" };

/** Services that name it otherwise, by signing name. */
const ERROR_NAMES: Readonly<Record<string, ErrorName>> = {
  apigateway: { short: "BadRequest", class: "BadRequestException" },
  dynamodb: VALIDATION,
  ec2: { short: "UnsupportedOperation", class: "UnsupportedOperation" },
  lambda: { short: "InvalidParameterValue", class: "InvalidParameterValueException" },
  monitoring: { short: "InvalidParameterValue", class: "InvalidParameterValueException" },
  s3: { short: "InvalidArgument", class: "InvalidArgument" },
  sns: { short: "InvalidParameter", class: "InvalidParameterException" },
  sqs: {
    short: "AWS.SimpleQueueService.UnsupportedOperation",
    class: "com.amazonaws.sqs#UnsupportedOperation",
  },
};

/** Services whose documents are XML, beside S3. */
const REST_XML: ReadonlySet<string> = new Set(["cloudfront", "route53"]);

/** Some hold names that were sent, so there may be any number. */
const MOST_KEPT = 200;

type Asked = Pick<Exchange, "service" | "operation" | "path" | "method" | "request">;

/**
 * The one place that refuses what the local cloud does not run: in the protocol of the service that was
 * asked, with one line that says what to do instead, and counted. What is accepted runs; what can't run is
 * refused when it is created.
 *
 * @example
 * notRun.refuse(exchange, "a container image", "deploy a zip");
 * // 400 InvalidParameterValueException: a container image is not run by the local cloud: deploy a zip
 */
export class NotRun {
  readonly #onNoted: () => void;
  readonly #asked: CountedList<string>;

  /**
   * @param now epoch milliseconds
   * @param onNoted told each time that something is asked for which is not run
   */
  constructor(now: () => number, onNoted: () => void = () => {}) {
    this.#asked = new CountedList(now, (what) => what, MOST_KEPT);
    this.#onNoted = onNoted;
  }

  /**
   * Answers a request with the refusal, status 400, and counts it.
   *
   * @param what the thing that is not run; with its article, it begins the sentence
   * @param instead what to do instead
   */
  refuse(exchange: Exchange, what: string, instead: string): void {
    const { status, body, headers } = this.answerTo(exchange, what, instead);
    // What was sent and not read is let go, so that the connection can be used again.
    exchange.request.resume();
    exchange.reply(status, body, headers);
  }

  /** The answer that refuses, for those who send it themselves. It counts. */
  answerTo(exchange: Asked, what: string, instead: string): OwnAnswer {
    this.note(what);
    const { service = "", method } = exchange;
    const { short, class: className } = ERROR_NAMES[service] ?? VALIDATION;
    const type = exchange.request.headers["content-type"];
    return errorAnswer(
      { service, method, protocol: refusalProtocol(exchange) },
      {
        status: 400,
        short,
        class: className,
        message: notRunSentence(what, instead),
        jsonType: type?.startsWith("application/x-amz-json") ? type : "application/x-amz-json-1.1",
      },
    );
  }

  /** The answer to an operation that moto has no code for. It counts. */
  lacking(exchange: Asked & Pick<Exchange, "action">): OwnAnswer {
    return this.answerTo(exchange, operationOf(exchange), "moto has no code for it; use AWS");
  }

  /** Counts something that is not run and whose refusal is written elsewhere. */
  note(what: string): void {
    this.#asked.add(what);
    this.#onNoted();
  }

  /** What was asked for and is not run, the most frequent first. */
  counts(): readonly NotServed[] {
    return this.#asked
      .list()
      .map(({ value, count, last }) => ({ what: value, count, last }))
      .sort((a, b) => b.count - a.count);
  }
}

/** An operation in words, with its article; of one without a name its method. */
export function operationOf(
  asked: Pick<Exchange, "service" | "operation" | "action" | "method">,
): string {
  const { service = "no service", operation, action, method } = asked;
  return `the operation ${operation ?? action ?? `behind a ${method}`} of ${service}`;
}

/** What every such refusal says. */
function notRunSentence(what: string, instead: string): string {
  return `${what} is not run by the local cloud: ${instead}`;
}

/** In which form a request of any service came: what has no sign of another is JSON with paths. */
function refusalProtocol({ service = "", operation, path, request }: Asked): Protocol {
  const type = request.headers["content-type"] ?? "";
  if (service === "s3" || REST_XML.has(service)) return "rest-xml";
  if (operation !== undefined) return "json";
  if (/^\/service\/[^/]+\/operation\/[^/]+$/.test(path)) return "cbor";
  const isForm = type.startsWith("application/x-www-form-urlencoded");
  return isForm || /[?&]Action=/.test(request.url ?? "") ? "query" : "rest-json";
}
