import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { WireAddress, WireAgent } from "./wire-post.ts";

/** Without a byte for so long, a connection is given up. The SDK would wait for ever. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** What the SDK's HTTP handler was given, where that is known. */
export interface HandlerSettings {
  /** Of TLS: certificate authorities, a client certificate, …; undefined if the agent is another kind. */
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent } | undefined;
  readonly requestTimeoutMs: number | undefined;
}

/** Reads the settings of the client's HTTP handler, if it is the SDK's own for Node. */
export async function handlerSettingsOf(client: DynamoDBClient): Promise<HandlerSettings> {
  // Private in the SDK's types, and the only place that says which TLS settings are in force.
  const config: unknown = await Reflect.get(client.config.requestHandler, "configProvider");
  const [https, httpProvider, timeout, socketTimeout] = [
    "httpsAgent",
    "httpAgentProvider",
    "requestTimeout",
    "socketTimeout",
  ].map((name) => propertyOf(config, name));
  const http = typeof httpProvider === "function" ? await httpProvider() : undefined;
  return {
    agents: isPlain(http, HttpAgent) && isPlain(https, HttpsAgent) ? { http, https } : undefined,
    requestTimeoutMs: [timeout, socketTimeout].find(isPositive),
  };
}

/** A pool of kept-alive connections of our own, with the SDK agent's options. */
export function wireAgent(address: WireAddress, settings: HandlerSettings): WireAgent {
  const timeout = settings.requestTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  const own = { keepAlive: true, timeout, scheduling: "lifo" } as const;
  return address.protocol === "https:"
    ? new HttpsAgent({ ...settings.agents?.https.options, ...own })
    : new HttpAgent({ ...optionsOf(settings.agents?.http), ...own });
}

/** What an agent was made with. Node documents it, its types have it for HTTPS alone. */
function optionsOf(agent: HttpAgent | undefined): AgentOptions {
  const options = propertyOf(agent, "options");
  return typeof options === "object" && options !== null ? options : {};
}

/** Neither a subclass, such as a proxy's agent, nor anything that looks like one. */
function isPlain<T extends WireAgent>(agent: unknown, kind: new () => T): agent is T {
  return (
    typeof agent === "object" && agent !== null && Object.getPrototypeOf(agent) === kind.prototype
  );
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
