import {
  type MeteredResource,
  type ProvisionedUnits,
  type TableDescriptionJson,
  TableMeter,
  type TableShape,
  tableShapeFrom,
} from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import type { Clock } from "@spillway/pacing";
import { capacityProxyError } from "../capacity-proxy-error.ts";
import type { Answer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { contentOf, type Upstream } from "../http/upstream.ts";
import { isJsonObject, type JsonObject } from "../http/wire-json.ts";
import type { TableUpdates } from "../updates/table-updates.ts";
import {
  addRequestedMaximums,
  type RequestedMaximums,
  requestedMaximums,
} from "./requested-maximums.ts";
import { tableKey } from "./table-key.ts";

/** How the catalog asks and how long it trusts what it heard. */
export interface TableCatalogOptions {
  readonly upstream: Upstream;
  readonly clock: Clock;
  readonly burstSeconds: number;
  readonly describeEveryMs: number;
  /** Says which capacity is in force; absent: the engine's. */
  readonly updates?: TableUpdates | undefined;
}

interface KnownTable {
  readonly meter: TableMeter;
  readonly createdAt: unknown;
  readonly staleAtMs: number;
  /** When an update of its capacity ends; infinite where none goes on. */
  readonly changesAtMs: number;
}

/** A question to the engine that is on its way. */
interface Asking {
  readonly meter: Promise<TableMeter | undefined>;
}

/** A table in the middle of a change is asked about this often, in milliseconds. */
const CHANGING_MS = 500;

/** An engine that creates or deletes the table at this moment may fail to describe it. */
const DESCRIBE_ATTEMPTS = 3;

/** Meters by region and table name; asks the engine about tables that it doesn't know or knows no longer. */
export class TableCatalog {
  readonly #options: TableCatalogOptions;
  readonly #tables = new Map<string, KnownTable>();
  readonly #asking = new Map<string, Asking>();
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
    const key = tableKey(request, table);
    const known = this.#tables.get(key);
    if (known !== undefined && this.#options.clock.now() < known.staleAtMs) return known.meter;
    const asking = this.#asking.get(key) ?? this.#ask(request, key, table);
    return asking.meter;
  }

  /**
   * Follows a CreateTable, UpdateTable or DeleteTable that the engine has just answered well, by what
   * the answer says of the table. It asks nothing and never fails: the engine has done it, and the
   * client is told so whatever becomes of the table meanwhile.
   *
   * @param content the engine's answer
   */
  follow(request: IncomingRequest, body: JsonObject, content: JsonObject): void {
    if (typeof body.TableName !== "string") return;
    const key = tableKey(request, body.TableName);
    // What was asked before the change may be answered after it, and be wrong by then.
    this.#asking.delete(key);
    if (request.operation === "DeleteTable") {
      this.#maximums.delete(key);
      this.#tables.delete(key);
      return;
    }
    const before = request.operation === "CreateTable" ? undefined : this.#maximums.get(key);
    this.#maximums.set(key, requestedMaximums(body, before));
    const description = content.TableDescription;
    try {
      if (isJsonObject(description)) this.#learn(request, key, description, 0);
    } catch (error) {
      if (!isSpillwayError(error)) throw error;
      this.#tables.delete(key);
    }
  }

  /** The provisioned capacity of a table or index, as far as it is known. */
  provisioned(resource: MeteredResource): ProvisionedUnits {
    const known = this.#tables.get(`${resource.region}/${resource.table}`);
    return known?.meter.provisioned(resource.index) ?? {};
  }

  #ask(request: IncomingRequest, key: string, table: string): Asking {
    const asking: Asking = { meter: this.#described(request, key, table, () => asking) };
    this.#asking.set(key, asking);
    const forget = () => {
      if (this.#asking.get(key) === asking) this.#asking.delete(key);
    };
    asking.meter.then(forget, forget);
    return asking;
  }

  /** @param self the question that this answers: one that was overtaken by a change is not believed for long */
  async #described(
    request: IncomingRequest,
    key: string,
    table: string,
    self: () => Asking,
  ): Promise<TableMeter | undefined> {
    const { upstream, describeEveryMs } = this.#options;
    const ask = () => upstream.call(request, "DescribeTable", { TableName: table });
    let answer = await ask();
    for (let attempt = 1; attempt < DESCRIBE_ATTEMPTS && answer.status >= 500; attempt += 1) {
      answer = await ask();
    }
    const isOvertaken = this.#asking.get(key) !== self();
    const description = contentOf(answer)?.Table;
    if (!isJsonObject(description)) {
      return this.#withoutDescription(key, table, answer);
    }
    const trustMs = isSettled(description) ? describeEveryMs : CHANGING_MS;
    return this.#learn(request, key, description, isOvertaken ? 0 : trustMs);
  }

  /** @throws TABLE_DESCRIPTION_INVALID */
  #learn(
    request: IncomingRequest,
    key: string,
    description: JsonObject,
    trustMs: number,
  ): TableMeter {
    const { clock, burstSeconds, updates } = this.#options;
    const shape = this.#shapeOf(key, updates?.inForce(key, description) ?? description);
    const nowMs = clock.now();
    const known = this.#tables.get(key);
    const meter =
      known !== undefined && known.createdAt === description.CreationDateTime
        ? known.meter
        : new TableMeter({
            region: request.region,
            arn: String(description.TableArn ?? `arn:aws:dynamodb:::table/${shape.name}`),
            ...{ shape, burstSeconds, nowMs },
          });
    // Nobody may have asked since an update has ended: what it gives, it gives from its end on.
    const sinceMs = known?.meter === meter ? Math.min(nowMs, known.changesAtMs) : nowMs;
    meter.follow(sinceMs, shape);
    const createdAt = description.CreationDateTime;
    const changesAtMs = updates?.changesAtMs(key) ?? Number.POSITIVE_INFINITY;
    const staleAtMs = Math.min(nowMs + trustMs, changesAtMs);
    this.#tables.set(key, { meter, createdAt, staleAtMs, changesAtMs });
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
