import { createServer } from "node:http";

/**
 * An engine that answers every write at once. It describes the table that was created last; before that, one
 * that has more capacity than anybody uses.
 */
const WRITTEN = Buffer.from("{}");
let table: Readonly<Record<string, unknown>> = {
  TableName: "Bench",
  TableStatus: "ACTIVE",
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  ProvisionedThroughput: { ReadCapacityUnits: 1_000_000, WriteCapacityUnits: 1_000_000 },
};

const server = createServer((request, response) => {
  const answer = (body: Buffer) => {
    response.writeHead(200, {
      "content-type": "application/x-amz-json-1.0",
      "content-length": body.length,
    });
    response.end(body);
  };
  const operation = String(request.headers["x-amz-target"]);
  if (operation.endsWith("CreateTable")) {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const asked = JSON.parse(Buffer.concat(chunks).toString());
      const { BillingMode } = asked;
      table = { ...asked, TableStatus: "ACTIVE", BillingModeSummary: { BillingMode } };
      answer(Buffer.from(JSON.stringify({ TableDescription: table })));
    });
    return;
  }
  request.resume();
  request.on("end", () => {
    const describes = operation.endsWith("DescribeTable");
    answer(describes ? Buffer.from(JSON.stringify({ Table: table })) : WRITTEN);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}`);
});
// Ends with whoever started it.
process.stdin.resume().on("end", () => process.exit(0));
