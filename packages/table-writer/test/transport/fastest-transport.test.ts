import { Agent, globalAgent } from "node:http";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { fastestTransport } from "../../src/index.ts";
import { always, type Endpoint, endpointThat, put, TABLE } from "./wire/wire-endpoint.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** The SDK's transport sends a header for its retries, the wire has none. */
async function transportOf(config: DynamoDBClientConfig, change?: (endpoint: Endpoint) => void) {
  const endpoint = await endpointThat(always(200, "{}"), config);
  change?.(endpoint);
  const transport = fastestTransport(endpoint.client);
  open.push(endpoint.close, () => transport.destroy());
  await transport.batchWrite(TABLE, [put({ pk: "a", sk: 1 })]);
  return "amz-sdk-request" in (endpoint.received[0]?.headers ?? {}) ? "sdk" : "wire";
}

class ProxyAgent extends Agent {}

describe("fastestTransport", () => {
  it("is the wire for a client as the SDK makes it", async () => {
    expect(await transportOf({})).toBe("wire");
    expect(await transportOf({ requestHandler: { requestTimeout: 1_000 } })).toBe("wire");
    expect(await transportOf({ requestHandler: { httpAgent: new Agent() } })).toBe("wire");
    expect(await transportOf({ requestHandler: { httpAgent: globalAgent } })).toBe("wire");
  });

  it("is the SDK for an agent of another kind", async () => {
    expect(await transportOf({ requestHandler: { httpAgent: new ProxyAgent() } })).toBe("sdk");
  });

  it("is the SDK for an agent of Node's that may go through a proxy", async () => {
    const options: object = { proxyEnv: { NO_PROXY: "*" } };
    const httpAgent = new Agent(options);
    expect(await transportOf({ requestHandler: { httpAgent } })).toBe("sdk");
  });

  it("is the SDK for a client with middleware", async () => {
    const choice = transportOf({}, ({ client }) =>
      client.middlewareStack.add((next) => (args) => next(args), { step: "build", name: "mine" }),
    );
    expect(await choice).toBe("sdk");
  });

  it("is the SDK for a client with a handler of its own", async () => {
    const choice = transportOf({}, ({ client }) => {
      const { requestHandler } = client.config;
      client.config.requestHandler = Object.create(requestHandler, {
        handle: { value: requestHandler.handle.bind(requestHandler) },
      });
    });
    expect(await choice).toBe("sdk");
  });

  it("is the SDK for a client with a signer of its own", async () => {
    const signer = { sign: async <T>(request: T): Promise<T> => request };
    expect(await transportOf({ signer: async () => signer })).toBe("sdk");
  });
});
