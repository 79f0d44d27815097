import type { GetRecordsCommand } from "@aws-sdk/client-dynamodb-streams";
import { readAll } from "../../gateway/exchange.ts";

/**
 * Lets a command's answer be had as the JSON that came: the SDK turns a thousand records into objects of its own in
 * five times the time, and they would have to be turned back. Errors stay the SDK's.
 *
 * @returns what came, once the command was sent and did not fail
 * @example
 * const command = new GetRecordsCommand({ ShardIterator });
 * const answer = answerAsJson(command);
 * await client.send(command);
 * answer(); // { Records: […], NextShardIterator: "…" }
 */
export function answerAsJson(command: GetRecordsCommand): () => unknown {
  let answer: unknown;
  command.middlewareStack.add(
    (next) => async (sent) => {
      const result = await next(sent);
      const response = result.response as { statusCode: number; body: AsyncIterable<Buffer> };
      if (response.statusCode !== 200) return result;
      answer = JSON.parse((await readAll(response.body)).toString("utf8"));
      return { ...result, response: Object.assign(response, { body: Buffer.from("{}") }) };
    },
    // The last of the step is the nearest to the connection.
    { step: "deserialize", priority: "low", name: "answerAsJson" },
  );
  return () => answer;
}
