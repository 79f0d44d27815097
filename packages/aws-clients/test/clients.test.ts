import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import type { Target } from "@spillway/aws";
import { afterEach, describe, expect, it } from "vitest";
import { type Clients, createClients, createLoadClients } from "../src/index.ts";

const onAws: Target = { region: "eu-west-1", endpoint: undefined, credentials: undefined };
const onLocalCloud: Target = {
  region: "us-east-1",
  endpoint: "http://127.0.0.1:4566",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};

describe("the clients of a target", () => {
  let clients: Clients | undefined;

  const clientsOf = (target: Target) => {
    clients = createClients(target);
    return clients;
  };

  afterEach(() => clients?.destroy());

  it("are each made once, for the target's region", async () => {
    const made = clientsOf(onAws);
    const dynamodb = await made.dynamodb();
    expect(await made.dynamodb()).toBe(dynamodb);
    expect(await dynamodb.config.region()).toBe("eu-west-1");
    expect(dynamodb.config.isCustomEndpoint).toBe(false);
  });

  it("are the same for a function that loads, and no others", async () => {
    const made = createLoadClients(onLocalCloud);
    const sqs = await made.sqs();
    expect(await sqs.config.endpoint?.()).toMatchObject({ hostname: "127.0.0.1", port: 4566 });
    made.destroy();
    expect(made).not.toHaveProperty("lambda");
  });

  it("speak to the target's endpoint with its credentials", async () => {
    const sqs = await clientsOf(onLocalCloud).sqs();
    expect(await sqs.config.endpoint?.()).toMatchObject({ hostname: "127.0.0.1", port: 4566 });
    expect(await sqs.config.credentials()).toMatchObject({ accessKeyId: "test" });
  });

  it.each([
    ["the writer's, which retries by its own rules", (made: Clients) => made.dynamodbWriter(), 1],
    ["Lambda's: a second invocation is a second spike", (made: Clients) => made.lambda(), 1],
    ["all others", (made: Clients) => made.dynamodb(), 5],
  ])("send a request so many times: %s", async (_, client, attempts) => {
    expect(await (await client(clientsOf(onAws))).config.maxAttempts()).toBe(attempts);
  });

  it("do not wait for an answer for ever", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const lambda = await clientsOf({
      ...onLocalCloud,
      endpoint: `http://127.0.0.1:${port}`,
    }).lambda();
    const asked = lambda.send(new ListFunctionsCommand({}), { requestTimeout: 20 });
    await expect(asked).rejects.toMatchObject({ name: "TimeoutError" });
    silent.closeAllConnections();
    silent.close();
  });

  it.each([
    [onAws, false],
    [onLocalCloud, true],
  ])("name a bucket in the path only where there is no host for it", async (target, inPath) => {
    expect((await clientsOf(target).s3()).config.forcePathStyle).toBe(inPath);
  });
});
