import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableWriterError } from "../../errors.ts";
import { type SigningCredentials, SigV4Signer } from "./sigv4-signer.ts";
import { expectHeaderValue, requestHead } from "./wire-request-head.ts";
import type { WireAddress } from "./wire-socket.ts";

/** What all batches for one table share: where they go, what they say of themselves, who signs. */
export interface WireRequestKind {
  readonly address: WireAddress;
  /** The request line and the headers that are the same in each request, each with its line end. */
  readonly head: string;
  readonly signer: SigV4Signer;
}

/** As the SDK's client gives them. */
export interface WireCredentials extends SigningCredentials {
  readonly sessionToken?: string | undefined;
}

/** Headers that other parties may change on the way; the SDK signs none of them. */
const UNSIGNED = new Set(["user-agent", "x-amz-user-agent", "x-amzn-trace-id"]);

/**
 * Learns it from the SDK: the client builds one request, which is taken from it before it is signed
 * and sent. So the endpoint rules (FIPS, dual stack, account ids, a custom endpoint) and the user
 * agent are the client's own.
 *
 * @param table the table's name or ARN; an endpoint may depend on it
 * @throws SpillwayError `SDK_REQUEST_UNKNOWN`; `REQUEST_HEADER_INVALID`, for example for a session token
 * with a line end
 */
export async function learnRequestKind(
  client: DynamoDBClient,
  credentials: WireCredentials,
  table: string,
): Promise<WireRequestKind> {
  const [{ protocol, hostname, port, path, headers }, region] = await Promise.all([
    builtRequest(client, table),
    client.config.region(),
  ]);
  const { accessKeyId, sessionToken } = credentials;
  expectHeaderValue("authorization", accessKeyId);
  const { "content-length": _, ...others } = headers;
  const token = sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken };
  const same: Readonly<Record<string, string>> = { ...others, ...token };
  const signed = Object.entries(same).filter(([name]) => !UNSIGNED.has(name));
  return {
    address: { protocol: protocol === "http:" ? "http:" : "https:", hostname, port, path },
    head: requestHead(path, same),
    signer: new SigV4Signer({ credentials, region, path, headers: Object.fromEntries(signed) }),
  };
}

/** The SDK's request, as far as it is used here. */
interface BuiltRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function builtRequest(client: DynamoDBClient, table: string): Promise<BuiltRequest> {
  const command = new BatchWriteItemCommand({ RequestItems: { [table]: [] } });
  let built: BuiltRequest | undefined;
  command.middlewareStack.addRelativeTo(
    () => async (args: { readonly request: unknown }) => {
      built = builtRequestFrom(args.request);
      return { response: {}, output: { $metadata: {} } };
    },
    { name: "takeBuiltRequest", relation: "before", toMiddleware: "retryMiddleware" },
  );
  await client.send(command);
  if (built !== undefined) return built;
  throw tableWriterError(
    "SDK_REQUEST_UNKNOWN",
    "expected the SDK's client to build an HTTP request; it built something else",
    { hint: "Use sdkTransport with this client." },
  );
}

function builtRequestFrom(request: unknown): BuiltRequest | undefined {
  return isBuiltRequest(request) ? request : undefined;
}

function isBuiltRequest(request: unknown): request is BuiltRequest {
  if (typeof request !== "object" || request === null) return false;
  const { hostname, path, headers } = request as Partial<Record<keyof BuiltRequest, unknown>>;
  return typeof hostname === "string" && typeof path === "string" && typeof headers === "object";
}
