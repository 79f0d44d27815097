import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { clientSettings } from "../deploy.ts";

const CLIENTS = 64;

/** A client of tables that has as many connections as there are clients in a test. */
export function tableClient(endpoint: string): DynamoDB {
  const requestHandler = { httpAgent: { maxSockets: 2 * CLIENTS, keepAlive: true } };
  return new DynamoDB({ ...clientSettings(endpoint), requestHandler });
}

/** Lets 64 clients each do something several times, one after the other; gives what came of each. */
export async function atOnce<T>(
  times: number,
  act: (client: number, turn: number) => Promise<T>,
): Promise<T[]> {
  const each = async (client: number) => {
    const results: T[] = [];
    for (let turn = 0; turn < times; turn += 1) results.push(await act(client, turn));
    return results;
  };
  return (await Promise.all(Array.from({ length: CLIENTS }, (_, client) => each(client)))).flat();
}

/** Reads again and again, by some readers at once, while something else goes on; gives all that was read. */
export async function readWhile<T>(going: Promise<unknown>, read: () => Promise<T>): Promise<T[]> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  going.then(end, end);
  const reader = async () => {
    const seen: T[] = [];
    while (!ended) seen.push(await read());
    return seen;
  };
  const seen = await Promise.all(Array.from({ length: 8 }, reader));
  await going;
  return seen.flat();
}
