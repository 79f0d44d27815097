import {
  type MeteredResource,
  type ProvisionedUnits,
  type TableDescriptionJson,
  TableMeter,
  type TableShape,
  tableShapeFrom,
} from "@spillway/capacity";
import type { Clock } from "@spillway/pacing";
import { capacityProxyError } from "../capacity-proxy-error.ts";
import type { Answer } from "../http/answer.ts";
import { credentialScope, type IncomingRequest } from "../http/incoming-request.ts";
import { contentOf, type Upstream } from "../http/upstream.ts";
import { isJsonObject, type JsonObject } from "../http/wire-json.ts";
import {
  addRequestedMaximums,
  type RequestedMaximums,
  requestedMaximums,
} from "./requested-maximums.ts";

/** How the catalog asks and how long it trusts what it heard. */
export interface TableCatalogOptions {
  readonly upstream: Upstream;
  readonly clock: Clock;
  readonly burstSeconds: number;
  readonly describeEveryMs: number;
}

interface KnownTable {
  readonly meter: TableMeter;
  readonly createdAt: unknown;
  readonly staleAtMs: number;
}

/** A table in the middle of a change is asked about this often, in milliseconds. */
const CHANGING_MS = 500;

/** Meters by region and table name; asks the engine about tables that it doesn't know or knows no longer. */
export class TableCatalog {
  readonly #options: TableCatalogOptions;
  readonly #tables = new Map<string, KnownTable>();
  readonly #asking = new Map<string, Promise<TableMeter | undefined>>();
  readonly #maximums = new Map<string, RequestedMaximums>();

  constructor(options: TableCatalogOptions) {
    this.#options = options;
  }

  /**
   * The meter of a table.
   *
   * @param table a name or an ARN
   * @returns undefined when the engine knows no such table
   * @throws TARGET_UNREACHABLE, or TABLE_NOT_DESCRIBED when the engine won't tell
   */
  async meterOf(request: IncomingRequest, table: string): Promise<TableMeter | undefined> {
    const key = keyOf(request, table);
    const known = this.#tables.get(key);
    if (known !== undefined && this.#options.clock.now() < known.staleAtMs) return known.meter;
    const asked = this.#asking.get(key) ?? this.#ask(request, key, table);
    this.#asking.set(key, asked);
    try {
      return await asked;
    } finally {
      this.#asking.delete(key);
    }
  }

  /** Follows a CreateTable, UpdateTable or DeleteTable that the engine has just answered well. */
  async follow(request: IncomingRequest, body: JsonObject): Promise<void> {
    if (typeof body.TableName !== "string") return;
    const key = keyOf(request, body.TableName);
    if (request.operation === "DeleteTable") {
      this.#maximums.delete(key);
      this.#tables.delete(key);
      return;
    }
    const before = request.operation === "CreateTable" ? undefined : this.#maximums.get(key);
    this.#maximums.set(key, requestedMaximums(body, before));
    await this.#ask(request, key, body.TableName);
  }

  /** The provisioned capacity of a table or index, as far as it is known. */
  provisioned(resource: MeteredResource): ProvisionedUnits {
    const known = this.#tables.get(`${resource.region}/${resource.table}`);
    return known?.meter.provisioned(resource.index) ?? {};
  }

  async #ask(
    request: IncomingRequest,
    key: string,
    table: string,
  ): Promise<TableMeter | undefined> {
    const { upstream, clock, burstSeconds, describeEveryMs } = this.#options;
    const answer = await upstream.call(request, "DescribeTable", { TableName: table });
    const description = contentOf(answer)?.Table;
    if (!isJsonObject(description)) {
      return this.#withoutDescription(key, table, answer);
    }
    const shape = this.#shapeOf(key, description);
    const nowMs = clock.now();
    const known = this.#tables.get(key);
    const meter =
      known !== undefined && known.createdAt === description.CreationDateTime
        ? known.meter
        : new TableMeter({
            region: credentialScope(request.headers).region,
            arn: String(description.TableArn ?? `arn:aws:dynamodb:::table/${shape.name}`),
            ...{ shape, burstSeconds, nowMs },
          });
    meter.follow(nowMs, shape);
    const trustMs = isSettled(description) ? describeEveryMs : CHANGING_MS;
    const createdAt = description.CreationDateTime;
    this.#tables.set(key, { meter, createdAt, staleAtMs: nowMs + trustMs });
    return meter;
  }

  #withoutDescription(key: string, table: string, answer: Answer): TableMeter | undefined {
    const text = answer.body.toString();
    // No such table, or a name that none can have: the engine says so itself when it is asked to write.
    if (/ResourceNotFoundException|ValidationException/.test(text)) {
      this.#tables.delete(key);
      return undefined;
    }
    const known = this.#tables.get(key);
    if (known !== undefined) return known.meter;
    // To let everything through unmetered would hide that nothing is throttled.
    throw capacityProxyError(
      "TABLE_NOT_DESCRIBED",
      `the DynamoDB endpoint answered ${answer.status} when asked to describe table ${table}: ${text.slice(0, 300)}`,
      { hint: "The proxy must be allowed to call DescribeTable, unsigned." },
    );
  }

  #shapeOf(key: string, description: JsonObject): TableShape {
    const shape = tableShapeFrom(description as TableDescriptionJson);
    return addRequestedMaximums(shape, this.#maximums.get(key));
  }
}

function isSettled(description: JsonObject): boolean {
  const indexes = Array.isArray(description.GlobalSecondaryIndexes)
    ? description.GlobalSecondaryIndexes
    : [];
  return [description.TableStatus, ...indexes.map((index) => index?.IndexStatus)].every(
    (status) => status === undefined || status === "ACTIVE",
  );
}

function keyOf(request: IncomingRequest, table: string): string {
  const { region } = credentialScope(request.headers);
  return `${region}/${table.slice(table.lastIndexOf("/") + 1)}`;
}
