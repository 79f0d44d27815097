import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { ConnectionOptions } from "node:tls";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** What the SDK's HTTP handler was given, where that is known. */
export interface HandlerSettings {
  /** The agents' options, such as certificate authorities; undefined if one of them does more than Node's own. */
  readonly agents: { readonly http: object; readonly https: ConnectionOptions } | undefined;
  readonly requestTimeoutMs: number | undefined;
}

/** Reads the settings of the client's HTTP handler, if it is the SDK's own for Node. */
export async function handlerSettingsOf(client: DynamoDBClient): Promise<HandlerSettings> {
  // Private in the SDK's types, and the only place that says which TLS settings are in force.
  const config: unknown = await Reflect.get(client.config.requestHandler, "configProvider");
  const [httpsAgent, httpProvider, timeout, socketTimeout] = [
    "httpsAgent",
    "httpAgentProvider",
    "requestTimeout",
    "socketTimeout",
  ].map((name) => propertyOf(config, name));
  const httpAgent = typeof httpProvider === "function" ? await httpProvider() : undefined;
  const [http, https] = [plainOptions(httpAgent, HttpAgent), plainOptions(httpsAgent, HttpsAgent)];
  return {
    agents: http && https && { http, https },
    requestTimeoutMs: [timeout, socketTimeout].find(isPositive),
  };
}

/**
 * What an agent was made with, if it is neither a subclass, such as a proxy's agent, nor one of Node's
 * that goes through a proxy.
 */
function plainOptions(agent: unknown, kind: { prototype: object }): object | undefined {
  if (typeof agent !== "object" || agent === null) return undefined;
  if (Object.getPrototypeOf(agent) !== kind.prototype) return undefined;
  // Node documents it, its types have it for HTTPS alone.
  const options = propertyOf(agent, "options");
  if (typeof options !== "object" || options === null) return undefined;
  return propertyOf(options, "proxyEnv") === undefined ? { ...options } : undefined;
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
