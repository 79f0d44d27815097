import { createServer } from "node:http";
import { createInterface } from "node:readline";

/** S3, SNS and DynamoDB that take everything at once. Prints its address, then for each line that comes what it counted since the last. */
const EMPTY = Buffer.alloc(0);
const JSON_ANSWER = Buffer.from("{}");
const ENTRY_ID = /PublishBatchRequestEntries\.member\.\d+\.Id=([^&]+)/g;
const PUBLISHED = Buffer.from(
  "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>",
);
let counts = { s3: 0, sns: 0, dynamodb: 0 };

function answerOf(service: string, body: string): Buffer {
  if (service === "s3") return EMPTY;
  if (service !== "sns") return JSON_ANSWER;
  const members = Array.from(
    body.matchAll(ENTRY_ID),
    ([, id]) => `<member><Id>${id}</Id><MessageId>m</MessageId></member>`,
  );
  if (members.length === 0) return PUBLISHED;
  return Buffer.from(
    `<PublishBatchResponse><PublishBatchResult><Failed/><Successful>${members.join("")}</Successful></PublishBatchResult></PublishBatchResponse>`,
  );
}

const server = createServer((request, response) => {
  const [, service = ""] =
    /\/([a-z0-9]+)\/aws4_request/.exec(request.headers.authorization ?? "") ?? [];
  if (service === "s3" || service === "sns" || service === "dynamodb") counts[service] += 1;
  let body = "";
  if (service === "sns")
    request.setEncoding("latin1").on("data", (text: string) => {
      body += text;
    });
  else request.resume();
  request.on("end", () => {
    const answer = answerOf(service, body);
    const type = service === "dynamodb" ? "application/x-amz-json-1.0" : "text/xml";
    response.writeHead(200, { "content-type": type, "content-length": answer.length });
    response.end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}`);
});
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(counts));
  counts = { s3: 0, sns: 0, dynamodb: 0 };
}
// Ends with whoever started it.
process.exit(0);
