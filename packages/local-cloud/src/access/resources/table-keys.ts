import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { isMissing } from "../policies/missing.ts";

/** Partition keys of one table, by the name of an index; under no name that of the table. */
type PartitionKeys = ReadonlyMap<string | undefined, string>;

interface Keyed {
  readonly IndexName?: string | undefined;
  readonly KeySchema?:
    | readonly {
        readonly AttributeName?: string | undefined;
        readonly KeyType?: string | undefined;
      }[]
    | undefined;
}

/** Knows the partition keys of tables and their indexes: asked once, and again after a table changed. */
export class TableKeys {
  readonly #clientIn: (region: string) => DynamoDBClient;
  readonly #known = new Map<string, Promise<PartitionKeys>>();

  constructor(clientIn: (region: string) => DynamoDBClient) {
    this.#clientIn = clientIn;
  }

  /** To be called when a table was made, changed or deleted. */
  changed(): void {
    this.#known.clear();
  }

  /** The name of the partition key of a table or an index of it; undefined when that is not there. */
  async partitionKey(tableArn: string, index: string | undefined): Promise<string | undefined> {
    const known = this.#known.get(tableArn);
    if (known !== undefined) return (await known).get(index);
    const asked = this.#ask(tableArn);
    this.#known.set(tableArn, asked);
    // A failure is not worth keeping; it reaches whoever asked.
    asked.catch(() => this.#known.get(tableArn) === asked && this.#known.delete(tableArn));
    return (await asked).get(index);
  }

  async #ask(tableArn: string): Promise<PartitionKeys> {
    const TableName = tableArn.split("/").at(-1);
    const client = this.#clientIn(tableArn.split(":")[3] ?? "");
    try {
      const { Table: table } = await client.send(new DescribeTableCommand({ TableName }));
      const {
        KeySchema = [],
        GlobalSecondaryIndexes: global = [],
        LocalSecondaryIndexes: local = [],
      } = table ?? {};
      return new Map([{ KeySchema }, ...global, ...local].flatMap(partitionKeyOf));
    } catch (error) {
      if (isMissing(error)) return new Map();
      throw error;
    }
  }
}

function partitionKeyOf({ IndexName, KeySchema }: Keyed): [string | undefined, string][] {
  const name = KeySchema?.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
  return name === undefined ? [] : [[IndexName, name]];
}
