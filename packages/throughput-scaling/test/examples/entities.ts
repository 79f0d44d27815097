import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { throughputScaling } from "@spillway/throughput-scaling";

const client = new DynamoDBClient({ maxAttempts: 1 });
client.middlewareStack.use(throughputScaling({ client }));
const docClient = DynamoDBDocumentClient.from(client);
const TableName = process.env.TABLE_NAME;

/** What a user has of one type: all of it, page by page. */
export async function queryFromDynamoDB(userId: string, type: string) {
  const query = {
    TableName,
    KeyConditionExpression: "pk = :user AND begins_with(sk, :type)",
    ExpressionAttributeValues: { ":user": `USER#${userId}`, ":type": `${type}#` },
  };
  const items = [];
  for await (const { Items = [] } of paginateQuery({ client: docClient }, query)) {
    items.push(...Items);
  }
  return items;
}

/** The user with this address, by the index `byEmail`. */
export async function getUserProfileByEmail(email: string) {
  const query = new QueryCommand({
    TableName,
    IndexName: "byEmail",
    KeyConditionExpression: "email = :email",
    ExpressionAttributeValues: { ":email": email },
    Limit: 1,
  });
  const { Items: [user] = [] } = await docClient.send(query);
  return user;
}

/** Every entity of one type, by the index `byType`: for analytics. */
export async function queryAllEntitiesByType(type: string) {
  const query = {
    TableName,
    IndexName: "byType",
    KeyConditionExpression: "entityType = :type",
    ExpressionAttributeValues: { ":type": type },
  };
  const entities = [];
  for await (const { Items = [] } of paginateQuery({ client: docClient }, query)) {
    entities.push(...Items);
  }
  return entities;
}
