import { createServer } from "node:http";
import { NULL_TABLE, NULL_TABLE_WITH_INDEX } from "./null-table.ts";

/**
 * Answers every BatchWriteItem at once: all was written. Prints its address. `null-endpoint.ts --index`
 * has a table with an index.
 */
const withIndex = process.argv.includes("--index");
const consumed = (units: number) => ({ CapacityUnits: units });
const WRITTEN = Buffer.from(
  JSON.stringify({
    ConsumedCapacity: [
      {
        ...{ TableName: "Bench", CapacityUnits: withIndex ? 50 : 25, Table: consumed(25) },
        ...(withIndex && { GlobalSecondaryIndexes: { byCustomer: consumed(25) } }),
      },
    ],
    UnprocessedItems: {},
  }),
);
/** What `spillway load` asks before it begins. */
const DESCRIBED = Buffer.from(
  JSON.stringify({ Table: withIndex ? NULL_TABLE_WITH_INDEX : NULL_TABLE }),
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
