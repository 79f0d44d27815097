import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { paceItemKey } from "../item/pace-item.ts";
import type { PaceStore } from "./pace-store.ts";
import { giveBackUpdate, paceItemOf, saleUpdate } from "./update-expressions.ts";

/**
 * A pace item in DynamoDB. Each call is one UpdateItem; a refusal comes with the item as it is, so that
 * nothing has to be read.
 *
 * A purchase whose answer was lost may be repeated by the client: then time is bought twice, which is
 * lost and not used twice. What is given back is given back once.
 *
 * @param name of the pace: a table's name, or a further line's
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export function dynamodbPaceStore(
  client: DynamoDBClient,
  paceTable: string,
  name: string,
): PaceStore {
  const { pk, sk } = paceItemKey(name);
  const target = { TableName: paceTable, Key: { pk: { S: pk }, sk: { S: sk } } };
  return {
    async sell(sale) {
      const command = new UpdateItemCommand({
        ...target,
        ...saleUpdate(sale),
        ReturnValues: "ALL_OLD",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      try {
        const { Attributes } = await client.send(command);
        return { isSold: true, item: paceItemOf(Attributes) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { isSold: false, item: paceItemOf(error.Item) };
      }
    },
    async takeBack(given) {
      const command = new UpdateItemCommand({
        ...target,
        ...giveBackUpdate(given),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      try {
        await client.send(command);
        return { isDone: true };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const item = paceItemOf(error.Item);
        // The client's own second request finds what its first one did.
        if (item?.givenBack === given.id) return { isDone: true };
        return { isDone: false, mayBeDone: (error.$metadata.attempts ?? 1) > 1, item };
      }
    },
  };
}
