import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Exchange, succeeded } from "./exchange.ts";
import type { Route } from "./gateway.ts";
import type { Upstream } from "./upstream.ts";

const tableRequest = z.looseObject({ ResourcePolicy: z.string().optional() });
const tableAnswer = z.looseObject({ TableDescription: z.looseObject({ TableArn: z.string() }) });

/**
 * CreateTable: moto's, but for policies. moto 5.2 takes the policy that comes with the request and
 * forgets it, and keeps the policy of a table that was deleted for the next one of its name. The first
 * is refused, so that nobody believes in a policy that is not there; the second is taken away.
 */
export function createTableRoute(dynamodb: Upstream): Route {
  return {
    accepts: ({ service, operation }) => service === "dynamodb" && operation === "CreateTable",
    async handle(exchange) {
      if (hasPolicy((await exchange.body()).toString("utf8"))) {
        refuse(exchange);
        return;
      }
      const answer = await dynamodb.fetch(exchange);
      if (succeeded(answer)) {
        const made = tableAnswer.parse(JSON.parse(answer.body.toString("utf8")));
        // Where there is none, which is the rule, moto says so.
        await dynamodb.fetch(exchange, {
          body: JSON.stringify({ ResourceArn: made.TableDescription.TableArn }),
          headers: { "x-amz-target": "DynamoDB_20120810.DeleteResourcePolicy" },
        });
      }
      exchange.answer(answer);
    },
  };
}

/** A body that can't be read has none: DynamoDB refuses it. */
function hasPolicy(text: string): boolean {
  try {
    return tableRequest.parse(JSON.parse(text)).ResourcePolicy !== undefined;
  } catch {
    return false;
  }
}

function refuse(exchange: Exchange): void {
  const message =
    "ResourcePolicy of CreateTable is not supported by the local cloud: use PutResourcePolicy";
  exchange.reply(
    400,
    JSON.stringify({ __type: "com.amazon.coral.validate#ValidationException", message }),
    { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() },
  );
}
