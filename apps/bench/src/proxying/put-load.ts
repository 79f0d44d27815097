import { Agent, request } from "node:http";

/** What a load of puts took. */
export interface PutLoad {
  readonly seconds: number;
  readonly putsPerSecond: number;
  /** Median of the single requests. */
  readonly milliseconds: readonly number[];
}

const HEADERS = {
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": "DynamoDB_20120810.PutItem",
  "x-amz-date": "20260101T000000Z",
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
};

/** Puts `count` small items, each under its own key, `atOnce` at the same time, over connections that are kept. */
export async function putLoad(
  endpoint: string,
  table: string,
  count: number,
  atOnce: number,
): Promise<PutLoad> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const milliseconds: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  const work = async () => {
    while (next < count) {
      next += 1;
      const body = bodyOf(table, `item#${Math.random()}`);
      const sentAt = performance.now();
      await post(agent, endpoint, body);
      milliseconds.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  return { seconds, putsPerSecond: count / seconds, milliseconds };
}

function bodyOf(table: string, key: string): string {
  const values = `"name":{"S":"Ada Lovelace"},"city":{"S":"London"},"age":{"N":"36"},"ok":{"BOOL":true}`;
  return `{"TableName":"${table}","Item":{"pk":{"S":"${key}"},${values}}}`;
}

function post(agent: Agent, endpoint: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { ...HEADERS, "content-length": Buffer.byteLength(body) };
    const sent = request(endpoint, { agent, method: "POST", headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`a put was answered ${answer.statusCode}`));
      answer.resume().on("end", resolve).on("error", reject);
    });
    sent.on("error", reject).end(body);
  });
}
