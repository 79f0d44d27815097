import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Cloud } from "./cloud.ts";

const key = (user: string, activity: string) => ({
  UserId: { S: user },
  ActivityId: { S: activity },
});

/** Puts one activity of a user, with what else it has. */
export function putActivity(
  { dynamodb, capture }: Cloud,
  user: string,
  activity: string,
  rest: Record<string, AttributeValue>,
) {
  const Item = { ...key(user, activity), ...rest };
  return dynamodb.send(new PutItemCommand({ TableName: capture.table_name, Item }));
}

/** Changes its type. */
export function retypeActivity(
  { dynamodb, capture }: Cloud,
  user: string,
  activity: string,
  type: string,
) {
  return dynamodb.send(
    new UpdateItemCommand({
      TableName: capture.table_name,
      Key: key(user, activity),
      UpdateExpression: "SET ActivityType = :type",
      ExpressionAttributeValues: { ":type": { S: type } },
    }),
  );
}

export function deleteActivity({ dynamodb, capture }: Cloud, user: string, activity: string) {
  return dynamodb.send(
    new DeleteItemCommand({ TableName: capture.table_name, Key: key(user, activity) }),
  );
}
