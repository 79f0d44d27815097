import { createServer } from "node:http";

/** Answers every BatchWriteItem at once: all was written. Prints its address. */
const ANSWER = Buffer.from(
  '{"ConsumedCapacity":[{"CapacityUnits":25.0,"Table":{"CapacityUnits":25.0},"TableName":"Bench"}],"UnprocessedItems":{}}',
);
const HEADERS = {
  "content-type": "application/x-amz-json-1.0",
  "content-length": ANSWER.length,
};

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, HEADERS);
    response.end(ANSWER);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`http://127.0.0.1:${address?.port}`);
});
// Ends with whoever started it.
process.stdin.resume().on("end", () => process.exit(0));
