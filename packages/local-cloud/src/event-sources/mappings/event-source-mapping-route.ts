import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../../account.ts";
import type { Exchange } from "../../gateway/exchange.ts";
import type { Route } from "../../gateway/gateway.ts";
import { decodedPart, lambdaPath } from "../../gateway/lambda-path.ts";
import type { NotRun } from "../../gateway/not-run.ts";
import { answerError } from "../../lambda-api/lambda-error.ts";
import { invalidParameter, resourceNotFound } from "../../lambda-api/parameter-errors.ts";
import { type SourceKind, sourceKindOf } from "../source-kinds.ts";
import type { EventSourceMapping } from "./event-source-mapping.ts";
import {
  type EventSourceMappingRules,
  mappingRequest,
  namedFunctionArn,
} from "./event-source-mapping-rules.ts";
import type { EventSources, MappingState, MappingStatus } from "./event-sources.ts";

export interface EventSourceMappingRouteOptions {
  readonly sources: EventSources;
  readonly rules: EventSourceMappingRules;
  readonly notRun: NotRun;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const PAGE = 100;

/**
 * Create, Update, Get, List and DeleteEventSourceMapping, whole, and the tags of mappings.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export function eventSourceMappingRoute(options: EventSourceMappingRouteOptions): Route {
  const { sources, rules, notRun, now } = options;
  const { region } = rules;

  async function create(exchange: Exchange): Promise<void> {
    const sent: unknown = JSON.parse((await exchange.body()).toString("utf8"));
    const request = mappingRequest.parse(sent);
    const { EventSourceArn: arn = "", FunctionName: name = "" } = request;
    const kind = sourceKindOf(arn);
    if (kind === undefined) {
      const { what, instead } = otherSource(arn);
      return notRun.refuse(exchange, what, instead);
    }
    const unserved = unservedSetting(sent);
    if (unserved) return notRun.refuse(exchange, ...unserved);
    if (name === "") return answerError(exchange, invalidParameter("Missing FunctionName"));
    const mapping: EventSourceMapping = {
      ...kind.settings.parse(sent),
      UUID: randomUUID(),
      EventSourceArn: arn,
      FunctionArn: namedFunctionArn(name, region),
      Enabled: request.Enabled ?? true,
      LastModified: now() / 1_000,
      Tags: request.Tags ?? {},
    };
    const refusal =
      kind.settingsRefusal(mapping, Object(sent)) ??
      (await kind.deployedRefusal(mapping, known(), rules));
    if (refusal) return answerError(exchange, refusal);
    await sources.create(mapping);
    exchange.reply(202, JSON.stringify(answerOf(mapping, "Creating")));
  }

  async function update(exchange: Exchange, { mapping: before }: MappingStatus): Promise<void> {
    const sent: unknown = JSON.parse((await exchange.body()).toString("utf8") || "{}");
    const { FunctionName: name, Enabled = before.Enabled } = mappingRequest.parse(sent);
    const kind = kindOf(before);
    const unserved = unservedSetting(sent);
    if (unserved) return notRun.refuse(exchange, ...unserved);
    const mapping: EventSourceMapping = {
      ...before,
      ...kind.settings.parse(sent),
      // It stays where it began.
      ...(before.StartingPosition && { StartingPosition: before.StartingPosition }),
      FunctionArn: name === undefined ? before.FunctionArn : namedFunctionArn(name, region),
      Enabled,
      LastModified: now() / 1_000,
    };
    const others = known().filter(({ UUID }) => UUID !== mapping.UUID);
    const refusal =
      kind.settingsRefusal(mapping, Object(sent)) ??
      // A queue that is gone, or a timeout that grew, keeps nobody from switching the mapping off.
      (name === undefined
        ? await kind.changeRefusal(mapping, Object(sent), rules)
        : await kind.deployedRefusal(mapping, others, rules));
    if (refusal) return answerError(exchange, refusal);
    exchange.reply(202, JSON.stringify(answerOf(mapping, sources.update(mapping))));
  }

  function list(exchange: Exchange): void {
    const { query } = exchange;
    const source = query.get("EventSourceArn");
    const name = query.get("FunctionName");
    const found = sources
      .all()
      .filter(({ mapping }) => !source || mapping.EventSourceArn === source)
      .filter(({ mapping }) => !name || mapping.FunctionArn === namedFunctionArn(name, region));
    const from = Number(query.get("Marker") || 0);
    const upTo = from + Number(query.get("MaxItems") || PAGE);
    const EventSourceMappings = found.slice(from, upTo).map(statedAnswer);
    const NextMarker = upTo < found.length ? String(upTo) : undefined;
    exchange.reply(200, JSON.stringify({ EventSourceMappings, NextMarker }));
  }

  async function changeTags(exchange: Exchange, { mapping }: MappingStatus): Promise<void> {
    if (exchange.method === "GET") {
      return exchange.reply(200, JSON.stringify({ Tags: mapping.Tags }));
    }
    const taken = exchange.query.getAll("tagKeys");
    const { Tags: added = {} } =
      exchange.method === "POST"
        ? mappingRequest.parse(JSON.parse((await exchange.body()).toString("utf8")))
        : {};
    const left = Object.entries(mapping.Tags).filter(([key]) => !taken.includes(key));
    sources.setTags(mapping.UUID, { ...Object.fromEntries(left), ...added });
    exchange.reply(204, "");
  }

  function known(): EventSourceMapping[] {
    return sources.all().map(({ mapping }) => mapping);
  }

  function answerOf(mapping: EventSourceMapping, state: MappingState, lastResult?: string) {
    const { Enabled: _enabled, Tags: _tags, FilterCriteria, ScalingConfig, ...kept } = mapping;
    const { defaults, transitionReason } = kindOf(mapping);
    return {
      ...defaults,
      ...kept,
      ...(FilterCriteria?.Filters?.length && { FilterCriteria }),
      ...(ScalingConfig?.MaximumConcurrency && { ScalingConfig }),
      State: state,
      StateTransitionReason: transitionReason,
      LastProcessingResult: lastResult ?? "No records processed",
      EventSourceMappingArn: `arn:aws:lambda:${region}:${ACCOUNT}:event-source-mapping:${mapping.UUID}`,
    };
  }

  function statedAnswer({ mapping, state, source }: MappingStatus) {
    return answerOf(mapping, state, source?.lastResult);
  }

  return {
    accepts: (exchange) => exchange.service === "lambda" && concerned(exchange) !== undefined,
    async handle(exchange) {
      const concern = concerned(exchange);
      if (concern?.uuid === undefined) {
        return exchange.method === "GET" ? list(exchange) : create(exchange);
      }
      const found = sources.get(concern.uuid);
      if (found === undefined) {
        const missing = resourceNotFound("The resource you requested does not exist.");
        return answerError(exchange, missing);
      }
      if (concern.isTags) return changeTags(exchange, found);
      if (exchange.method === "PUT") return update(exchange, found);
      if (exchange.method === "DELETE") {
        sources.delete(found.mapping);
        const { mapping, source } = found;
        return exchange.reply(
          202,
          JSON.stringify(answerOf(mapping, "Deleting", source?.lastResult)),
        );
      }
      exchange.reply(200, JSON.stringify(statedAnswer(found)));
    },
  };
}

function concerned(
  exchange: Exchange,
): { readonly uuid: string | undefined; readonly isTags: boolean } | undefined {
  const place = lambdaPath(exchange.path);
  if (place?.kind === "mappings") return { uuid: undefined, isTags: false };
  if (place?.kind === "mapping") return { uuid: place.uuid, isTags: false };
  const [, arn = ""] = /^\/\d{4}-\d{2}-\d{2}\/tags\/([^/]+)$/.exec(exchange.path) ?? [];
  const [, uuid] = /:event-source-mapping:(.+)$/.exec(decodedPart(arn) ?? "") ?? [];
  return uuid === undefined ? undefined : { uuid, isTags: true };
}

function kindOf({ EventSourceArn: arn }: EventSourceMapping): SourceKind {
  const kind = sourceKindOf(arn);
  if (kind === undefined) throw new Error(`no mapping has been made of ${arn}`);
  return kind;
}

/** Settings of a mapping that nothing here does, and what may be done instead. */
const UNSERVED = {
  ProvisionedPollerConfig: [
    "a provisioned poller of an event source mapping",
    "leave ProvisionedPollerConfig out, or set ScalingConfig",
  ],
  MetricsConfig: [
    "the metrics of an event source mapping",
    "leave MetricsConfig out; the source and the function have theirs",
  ],
} as const;

const TUMBLING_WINDOW = [
  "a tumbling window of an event source mapping",
  "leave TumblingWindowInSeconds out, and keep the state of your windows in a table",
] as const;

function unservedSetting(sent: unknown): readonly [what: string, instead: string] | undefined {
  if (Object(sent).TumblingWindowInSeconds > 0) return TUMBLING_WINDOW;
  for (const [name, refusal] of Object.entries(UNSERVED)) {
    const setting: unknown = Object(sent)[name];
    const holds = typeof setting === "object" && setting !== null ? Object.values(setting) : [];
    // An empty object, or one of empty lists, says nothing.
    if (holds.some((value) => !Array.isArray(value) || value.length > 0)) return refusal;
  }
  return undefined;
}

/** What a mapping of another source is called, and what may be done instead. */
function otherSource(arn: string): { readonly what: string; readonly instead: string } {
  const service = arn.split(":")[2] ?? "";
  const what = `an event source mapping of ${SOURCES[service] ?? "anything but a queue or a stream of DynamoDB"}`;
  return { what, instead: "SQS queues and DynamoDB streams are event sources here" };
}

const SOURCES: Readonly<Record<string, string>> = {
  kinesis: "a Kinesis stream",
  kafka: "a Kafka topic",
  mq: "an MQ broker",
  rds: "a DocumentDB cluster",
};
