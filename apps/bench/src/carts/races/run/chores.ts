import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { isPassingAwsError } from "@spillway/aws";
import type { RacePlaces } from "./contender.ts";
import type { RaceDay } from "./race-day.ts";
import { type Chore, nextUser, oneOf } from "./shopping-generator.ts";

const MAX_STOCK_UNITS = 40;

/**
 * Does what goes on in a shop beside its shoppers.
 *
 * @param places where anything can fail: what settles orders must bear it
 */
export async function doChore(chore: Chore, day: RaceDay, places: RacePlaces): Promise<void> {
  const { still, random, users } = day;
  const userId = nextUser(random, users);
  switch (chore) {
    case "change a price":
      return changePrice(day, still);
    case "put in stock":
      return putInStock(day, still);
    case "settle orders":
      return settle(day, places, userId);
    case "delete expired":
      return deleteExpired(still, userId);
  }
}

/** One that fails in the middle is left: its message comes again, like any other. */
async function settle({ contender }: RaceDay, places: RacePlaces, userId: string): Promise<void> {
  try {
    await contender.settle?.(places, userId);
  } catch (error) {
    if (!isPassingAwsError(error)) throw error;
  }
}

async function changePrice(day: RaceDay, places: RacePlaces): Promise<void> {
  const { random, products, history, prices, contender } = day;
  const product = oneOf(random, products);
  const amount = 1 + Math.floor(random() * product.amount * 2);
  const end = history.begin();
  await contender.putProduct(places, { ...product, amount }, false);
  prices.set(product.productId, amount);
  history.prices.push({ productId: product.productId, amount, span: end() });
}

async function putInStock(
  { random, products, stock, contender }: RaceDay,
  places: RacePlaces,
): Promise<void> {
  const { addStock } = contender;
  if (addStock === undefined) return;
  const { productId } = oneOf(
    random,
    products.filter((product) => product.stock !== undefined),
  );
  const units = 1 + Math.floor(random() * MAX_STOCK_UNITS);
  await addStock(places, productId, units);
  stock.set(productId, (stock.get(productId) ?? 0) + units);
}

/**
 * Deletes a user's expired items as DynamoDB's TTL does: only what is still expired when it is deleted.
 * DynamoDB Local deletes none by itself within a race's time.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export async function deleteExpired(
  { client, cartTable, clock }: RacePlaces,
  userId: string,
): Promise<void> {
  const now = Math.floor(clock.now() / 1_000);
  const pages = paginateQuery(
    { client },
    {
      TableName: cartTable,
      KeyConditionExpression: "user_id = :user",
      FilterExpression: "#ttl < :now",
      ProjectionExpression: "user_id, product_id",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":user": userId, ":now": now },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const Key of Items) {
      try {
        await client.send(
          new DeleteCommand({
            TableName: cartTable,
            Key,
            ConditionExpression: "#ttl < :now",
            ExpressionAttributeNames: { "#ttl": "ttl" },
            ExpressionAttributeValues: { ":now": now },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    }
  }
}
