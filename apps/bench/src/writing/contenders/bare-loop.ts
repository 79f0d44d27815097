import { createHash, createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { type BenchItem, batchesOf, benchItems } from "../bench-items.ts";
import { CLIENT_SETTINGS, CONCURRENCY, type Contender, type Target } from "../contender.ts";

/**
 * The limit: JSON by hand, a signature, a kept-alive pool, the answer parsed. It checks, retries and
 * counts nothing, so a throttle ends it.
 */
export function bareLoop({ endpoint, table }: Target): Contender {
  const { hostname, port, host } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const post = (body: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = signed(body, host);
      const sent = request({ agent, hostname, port, method: "POST", path: "/", headers });
      sent.on("error", reject);
      sent.on("response", (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("error", reject);
        answer.on("end", () => {
          const { UnprocessedItems, message } = JSON.parse(text);
          const whole =
            UnprocessedItems !== undefined && Object.keys(UnprocessedItems).length === 0;
          if (whole) resolve();
          else reject(new Error(message ?? "not all was processed"));
        });
      });
      sent.end(body);
    });
  return {
    async write(from, count) {
      const batches = batchesOf(benchItems(from, count));
      const work = async () => {
        for (const batch of batches) await post(bodyOf(table, batch));
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
    },
  };
}

function bodyOf(table: string, items: readonly BenchItem[]): string {
  const puts = items.map((item) => `{"PutRequest":{"Item":${itemJson(item)}}}`);
  return `{"RequestItems":{"${table}":[${puts.join()}]},"ReturnConsumedCapacity":"INDEXES"}`;
}

function itemJson(item: BenchItem): string {
  let json = "";
  for (const name of Object.keys(item)) {
    const value = item[name];
    const typed =
      typeof value === "string"
        ? `{"S":${JSON.stringify(value)}}`
        : typeof value === "number"
          ? `{"N":"${value}"}`
          : `{"BOOL":${value}}`;
    json += `${json === "" ? "{" : ","}${JSON.stringify(name)}:${typed}`;
  }
  return `${json}}`;
}

const TARGET = "DynamoDB_20120810.BatchWriteItem";
const TYPE = "application/x-amz-json-1.0";
const SIGNED = "content-type;host;x-amz-date;x-amz-target";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
let key: { readonly day: string; readonly bytes: Buffer } | undefined;

function signed(body: string, host: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = CLIENT_SETTINGS.credentials;
  const date = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const day = date.slice(0, 8);
  const scope = [day, CLIENT_SETTINGS.region, "dynamodb", "aws4_request"];
  if (key?.day !== day) {
    const hmac = (bytes: Buffer, part: string) => createHmac("sha256", bytes).update(part).digest();
    key = { day, bytes: scope.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`)) };
  }
  const headers = `content-type:${TYPE}\nhost:${host}\nx-amz-date:${date}\nx-amz-target:${TARGET}\n`;
  const canonical = `POST\n/\n\n${headers}\n${SIGNED}\n${sha256(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${date}\n${scope.join("/")}\n${sha256(canonical)}`;
  const signature = createHmac("sha256", key.bytes).update(toSign).digest("hex");
  return {
    host,
    "content-type": TYPE,
    "content-length": String(Buffer.byteLength(body)),
    "x-amz-date": date,
    "x-amz-target": TARGET,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join("/")}, SignedHeaders=${SIGNED}, Signature=${signature}`,
  };
}
