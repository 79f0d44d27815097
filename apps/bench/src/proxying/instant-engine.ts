import { createServer } from "node:http";

/** An engine that has one table with more capacity than anybody uses, and answers every write at once. */
const WRITTEN = Buffer.from("{}");
const DESCRIBED = Buffer.from(
  JSON.stringify({
    Table: {
      TableName: "Bench",
      TableStatus: "ACTIVE",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      ProvisionedThroughput: { ReadCapacityUnits: 1_000_000, WriteCapacityUnits: 1_000_000 },
    },
  }),
);

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const describes = String(request.headers["x-amz-target"]).endsWith("DescribeTable");
    const answer = describes ? DESCRIBED : WRITTEN;
    response.writeHead(200, {
      "content-type": "application/x-amz-json-1.0",
      "content-length": answer.length,
    });
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}`);
});
// Ends with whoever started it.
process.stdin.resume().on("end", () => process.exit(0));
