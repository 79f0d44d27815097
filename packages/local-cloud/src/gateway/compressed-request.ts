import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Exchange } from "./exchange.ts";

const unpacked = promisify(gunzip);

/** S3 keeps what it is given as it is, an API hands it on; DynamoDB takes nothing compressed. */
const TAKES_BODIES_AS_THEY_ARE = new Set(["s3", "dynamodb", "execute-api"]);

/**
 * Unpacks a request that its client compressed, as SDKs do from 10 KB on with PutMetricData and others:
 * moto 5.2 unpacks such a body twice, and so fails. What is not gzip although it says so is left as it is.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html
 */
export async function unpackRequest(exchange: Exchange): Promise<void> {
  const { headers } = exchange.request;
  if (headers["content-encoding"] !== "gzip") return;
  // What nobody signed is no SDK's.
  const { service } = exchange;
  if (service === undefined || TAKES_BODIES_AS_THEY_ARE.has(service)) return;
  const body = await unpacked(await exchange.body()).catch(() => undefined);
  if (body === undefined) return;
  exchange.replaceBody(body);
  delete headers["content-encoding"];
}
