import { gunzipSync } from "node:zlib";
import { cbor } from "@smithy/core/cbor";
import type { Exchange } from "../gateway/exchange.ts";
import { membersOf, type Protocol, type ServiceRequest } from "./service-request.ts";

/**
 * Reads of a request what its permissions need. The body is read only where it matters, so that an
 * object on its way to S3 is streamed.
 *
 * @param account the caller's account
 */
export async function readServiceRequest(
  exchange: Exchange,
  account: string,
): Promise<ServiceRequest> {
  const { method, path, request, scope } = exchange;
  const query = new URLSearchParams(request.url?.split("?", 2)[1] ?? "");
  const protocol = protocolOf(exchange);
  const read = {
    service: scope?.service ?? "",
    protocol,
    method,
    path,
    query,
    headers: request.headers,
    region: scope?.region ?? "",
    account,
  };
  const body = needsBody(exchange, protocol, query) ? await plainBody(exchange) : Buffer.of();
  const text = protocol === "cbor" ? "" : body.toString("utf8");
  if (protocol === "query") {
    const form = new URLSearchParams(text || query);
    const operation = form.get("Action") ?? undefined;
    return { ...read, operation, input: Object.fromEntries(form), text };
  }
  if (protocol === "rest-xml") return { ...read, operation: undefined, input: {}, text };
  const given = protocol === "cbor" ? cborIn(body) : jsonIn(text);
  const named = protocol === "cbor" ? path.split("/").at(-1) : exchange.operation;
  // An operation on what can't be read is not known.
  return { ...read, operation: given && named, input: given ?? {}, text };
}

/** Services whose requests are told by method and path, and whose bodies are JSON. */
const REST_JSON: ReadonlySet<string> = new Set([
  "apigateway",
  "execute-api",
  "lambda",
  "scheduler",
]);

/** In which form a request came, and so in which its error is to be. */
export function protocolOf(exchange: Pick<Exchange, "service" | "operation" | "path">): Protocol {
  if (exchange.service === "s3") return "rest-xml";
  if (REST_JSON.has(exchange.service ?? "")) return "rest-json";
  if (exchange.operation !== undefined) return "json";
  return /^\/service\/[^/]+\/operation\/[^/]+$/.test(exchange.path) ? "cbor" : "query";
}

function needsBody(exchange: Exchange, protocol: Protocol, query: URLSearchParams): boolean {
  if (protocol === "rest-xml") return exchange.method === "POST" && query.has("delete");
  // What a function or an API is called with says nothing about who may call it.
  if (exchange.service === "execute-api") return false;
  if (protocol === "rest-json") return !/\/(invocations|invoke-async)\/?$/.test(exchange.path);
  return true;
}

async function plainBody(exchange: Exchange): Promise<Buffer> {
  const body = await exchange.body();
  // SDKs compress large requests to CloudWatch.
  return exchange.request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

type Members = ServiceRequest["input"];

/** Undefined for what is no JSON. */
function jsonIn(text: string): Members | undefined {
  try {
    return membersOf(text === "" ? {} : JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Undefined for what is no CBOR. */
function cborIn(body: Buffer): Members | undefined {
  try {
    return membersOf(body.length === 0 ? {} : cbor.deserialize(body));
  } catch {
    return undefined;
  }
}
