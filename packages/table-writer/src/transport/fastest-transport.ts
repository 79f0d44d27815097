import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { sdkTransport } from "./sdk-transport.ts";
import { handlerSettingsOf } from "./wire/wire-agent.ts";
import { type WireTransport, wireTransport } from "./wire/wire-transport.ts";

/**
 * The wire transport where it does what the client would do; else the SDK's own. It falls back for a
 * client with middleware added, a request handler that is not the SDK's for Node, an agent of another
 * kind (a proxy's), or a signer or auth scheme that is not the SDK's Signature Version 4.
 *
 * @param client with `maxAttempts: 1`, which the SDK's transport needs
 * @example
 * const transport = fastestTransport(new DynamoDBClient({ maxAttempts: 1 }));
 */
export function fastestTransport(client: DynamoDBClient): WireTransport {
  const wire = wireTransport(client);
  const sdk = sdkTransport(client);
  // Looked at when the first batch goes, since parts of the client's settings come as promises.
  let serves: Promise<boolean> | undefined;
  return {
    async batchWrite(table, requests, signal) {
      serves ??= wireCanServe(client);
      const transport = (await serves) ? wire : sdk;
      return transport.batchWrite(table, requests, signal);
    },
    destroy: () => wire.destroy(),
  };
}

/** Compares the client with one that is as the SDK makes it. */
async function wireCanServe(client: DynamoDBClient): Promise<boolean> {
  const plain = new DynamoDBClient({
    region: "us-east-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
  });
  try {
    const [{ agents }, endpoint] = await Promise.all([
      handlerSettingsOf(client),
      client.config.endpoint?.(),
    ]);
    return (
      agents !== undefined &&
      endpoint?.query === undefined &&
      client.send === plain.send &&
      sameKind(client.config.requestHandler, plain.config.requestHandler) &&
      same(client.middlewareStack.identify(), plain.middlewareStack.identify()) &&
      (await signsAlike(client, plain))
    );
  } finally {
    plain.destroy();
  }
}

async function signsAlike(client: DynamoDBClient, plain: DynamoDBClient): Promise<boolean> {
  const [scheme, ...others] = client.config.httpAuthSchemes;
  const [plainScheme] = plain.config.httpAuthSchemes;
  if (scheme === undefined || plainScheme === undefined || others.length > 0) return false;
  const [signer, plainSigner] = await Promise.all([client.config.signer(), plain.config.signer()]);
  return (
    scheme.schemeId === plainScheme.schemeId &&
    sameKind(scheme.signer, plainScheme.signer) &&
    sameKind(signer, plainSigner)
  );
}

function sameKind(one: object, other: object): boolean {
  return Object.getPrototypeOf(one) === Object.getPrototypeOf(other);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
