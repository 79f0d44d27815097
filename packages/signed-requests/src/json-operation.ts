import type { RequestSender } from "./request-sender.ts";

/**
 * An operation of a service that speaks AWS's JSON protocol.
 *
 * @param target as the header `x-amz-target` has it: `DynamoDB_20120810.BatchGetItem`
 * @param version of the protocol: `1.0` for DynamoDB and SQS, `1.1` for Firehose
 * @returns a function from the operation's input to its output, which is not checked
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 * @example
 * const batchGet = jsonOperation<BatchGetInput, BatchGetOutput>(sender, "DynamoDB_20120810.BatchGetItem", "1.0");
 */
export function jsonOperation<Input extends object, Output extends object>(
  sender: RequestSender,
  target: string,
  version: "1.0" | "1.1",
): (input: Input) => Promise<Output> {
  const headers = { "content-type": `application/x-amz-json-${version}`, "x-amz-target": target };
  return async (input) => {
    const { body } = await sender.send({ method: "POST", headers, body: JSON.stringify(input) });
    return JSON.parse(body === "" ? "{}" : body);
  };
}
