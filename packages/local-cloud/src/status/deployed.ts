/** What is listed of a region. */
export interface DeployedLists {
  readonly functions: readonly string[];
  readonly tables: readonly string[];
  readonly queues: readonly string[];
  readonly mappings: readonly DeployedMapping[];
}

export interface DeployedMapping {
  readonly uuid: string;
  /** ARN of the queue. */
  readonly source: string;
  /** ARN of the function. */
  readonly functionArn: string;
  readonly enabled: boolean;
}

/** How each list is read: from moto, some requests each. */
export type ListReaders = {
  readonly [Kind in keyof DeployedLists]: () => Promise<DeployedLists[Kind]>;
};

/**
 * What is deployed in one region, read when it is asked for, and again only after a request that may
 * have changed it.
 */
export class Deployed {
  readonly #readers: ListReaders;
  readonly #lists = new Map<keyof DeployedLists, Promise<DeployedLists[keyof DeployedLists]>>();

  constructor(readers: ListReaders) {
    this.#readers = readers;
  }

  /** To be called when a list may have changed. */
  changed(kind: keyof DeployedLists): void {
    this.#lists.delete(kind);
  }

  tables(): Promise<readonly string[]> {
    return this.#list("tables");
  }

  async all(): Promise<DeployedLists> {
    const [functions, tables, queues, mappings] = await Promise.all([
      this.#list("functions"),
      this.#list("tables"),
      this.#list("queues"),
      this.#list("mappings"),
    ]);
    return { functions, tables, queues, mappings };
  }

  #list<Kind extends keyof DeployedLists>(kind: Kind): Promise<DeployedLists[Kind]> {
    const known = this.#lists.get(kind) as Promise<DeployedLists[Kind]> | undefined;
    if (known) return known;
    const read = this.#readers[kind]();
    this.#lists.set(kind, read);
    // Only what was read is worth keeping.
    read.catch(() => this.#lists.delete(kind));
    return read;
  }
}

interface Asked {
  readonly service: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly operation: string | undefined;
}

/** The list that a request may have changed; undefined for nearly all of them. */
export function listChangedBy({
  service,
  method,
  path,
  operation,
}: Asked): keyof DeployedLists | undefined {
  if (service === "dynamodb") return TABLE_CHANGES.test(operation ?? "") ? "tables" : undefined;
  // The query protocol says only in its body what it does.
  if (service === "sqs") return QUEUE_CHANGES.test(operation ?? "") ? "queues" : undefined;
  if (service !== "lambda" || method === "GET") return undefined;
  if (path.includes("/event-source-mappings")) return "mappings";
  return FUNCTION_ITSELF.test(path) ? "functions" : undefined;
}

const TABLE_CHANGES = /^(Create|Delete|Restore|Import)\w*Table|^RestoreTable/;
const QUEUE_CHANGES = /^(Create|Delete)Queue$|^$/;
const FUNCTION_ITSELF = /\/functions(\/[^/]+)?\/?$/;
