import { type Destination, destinationOf, neededRight } from "../destinations/destination.ts";
import type { Exchange } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { lambdaPath, qualifierIn } from "../gateway/lambda-path.ts";
import {
  type EventInvokeConfig,
  type EventInvokeConfigs,
  eventInvokeConfig,
  type KeptEventInvokeConfig,
} from "../lambda-host/asynchronous/event-invoke-configs.ts";
import type { DeployedFunction } from "../lambda-host/deployed-function.ts";
import { type FunctionReference, functionArn, LATEST } from "../lambda-host/function-reference.ts";
import type { RoleMay } from "./dead-letter-error.ts";
import { answerError, type LambdaError } from "./lambda-error.ts";
import { invalidParameter, outOfRange, resourceNotFound } from "./parameter-errors.ts";

export interface EventInvokeConfigRouteOptions {
  readonly region: string;
  readonly configs: EventInvokeConfigs;
  /** The version that is named; undefined when there is none. */
  readonly find: (reference: FunctionReference) => Promise<DeployedFunction | undefined>;
  /** Whether a function's role allows an action on a resource. */
  readonly roleMay: RoleMay;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const MAXIMUM_RETRIES = 2;
const LEAST_AGE_SECONDS = 60;
const MOST_AGE_SECONDS = 21_600;

/**
 * Put, Update, Get, List and DeleteFunctionEventInvokeConfig, whole: see {@link EventInvokeConfigs} for why.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
 */
export function eventInvokeConfigRoute(options: EventInvokeConfigRouteOptions): Route {
  const { region, configs, find, now } = options;

  const arnOf = ({ name, qualifier = LATEST }: FunctionReference) =>
    functionArn({ name, qualifier }, region);
  const answerOf = (reference: FunctionReference, config: KeptEventInvokeConfig) => {
    const { OnSuccess = {}, OnFailure = {} } = config.DestinationConfig ?? {};
    return {
      ...config,
      FunctionArn: arnOf(reference),
      DestinationConfig: { OnSuccess, OnFailure },
    };
  };
  const missing = (reference: FunctionReference) =>
    resourceNotFound(`The function ${arnOf(reference)} doesn't have an EventInvokeConfig`);

  async function set(
    exchange: Exchange,
    reference: FunctionReference,
    deployed: DeployedFunction,
  ): Promise<void> {
    const text = (await exchange.body()).toString("utf8");
    const sent = eventInvokeConfig.parse(JSON.parse(text || "{}"));
    const refusal =
      refusalOfValues(sent) ??
      (await destinationRefusal(deployed, sent.DestinationConfig, options.roleMay));
    if (refusal) return answerError(exchange, refusal);
    const before = exchange.method === "POST" ? configs.get(reference) : undefined;
    const config = {
      ...before,
      ...sent,
      ...(sent.DestinationConfig && {
        DestinationConfig: { ...before?.DestinationConfig, ...sent.DestinationConfig },
      }),
      LastModified: now() / 1_000,
    };
    configs.set(reference, config);
    exchange.reply(200, JSON.stringify(answerOf(reference, config)));
  }

  function list(exchange: Exchange, { name }: FunctionReference): void {
    const FunctionEventInvokeConfigs = configs
      .of(name)
      .map(([qualifier, config]) => answerOf({ name, qualifier }, config));
    exchange.reply(200, JSON.stringify({ FunctionEventInvokeConfigs }));
  }

  return {
    accepts: (exchange) => exchange.service === "lambda" && concerned(exchange) !== undefined,
    async handle(exchange) {
      const concern = concerned(exchange);
      if (concern === undefined) return;
      const { reference } = concern;
      const deployed = await find(reference);
      if (deployed === undefined) {
        const arn = functionArn(reference, region);
        return answerError(exchange, resourceNotFound(`Function not found: ${arn}`));
      }
      if (concern.isList) return list(exchange, reference);
      if (exchange.method === "PUT" || exchange.method === "POST") {
        return set(exchange, reference, deployed);
      }
      const config = configs.get(reference);
      if (config === undefined) return answerError(exchange, missing(reference));
      if (exchange.method === "GET") {
        return exchange.reply(200, JSON.stringify(answerOf(reference, config)));
      }
      configs.delete(reference);
      exchange.reply(204, "");
    },
  };
}

function concerned(
  exchange: Exchange,
): { readonly reference: FunctionReference; readonly isList: boolean } | undefined {
  const place = lambdaPath(exchange.path);
  if (place?.kind !== "function") return undefined;
  const [part, list] = place.part?.split("/") ?? [];
  if (part !== "event-invoke-config") return undefined;
  const qualifier = place.qualifier ?? qualifierIn(exchange.query);
  return { reference: { name: place.name, qualifier }, isList: list === "list" };
}

function refusalOfValues(sent: EventInvokeConfig): LambdaError | undefined {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = sent;
  if ([MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig].every(isUndefined)) {
    return invalidParameter(
      "You must specify at least one of error handling or destination setting.",
    );
  }
  return (
    outOfRange(MaximumRetryAttempts, "maximumRetryAttempts", 0, MAXIMUM_RETRIES) ??
    outOfRange(
      MaximumEventAgeInSeconds,
      "maximumEventAgeInSeconds",
      LEAST_AGE_SECONDS,
      MOST_AGE_SECONDS,
    )
  );
}

async function destinationRefusal(
  { name, arn: ownArn, role }: DeployedFunction,
  config: EventInvokeConfig["DestinationConfig"],
  roleMay: RoleMay,
): Promise<LambdaError | undefined> {
  const named = [
    ["OnSuccess", config?.OnSuccess?.Destination],
    ["OnFailure", config?.OnFailure?.Destination],
  ] as const;
  for (const [event, arn] of named) {
    if (!arn) continue;
    const destination = destinationOf(arn);
    if (destination === undefined || !takes(destination, event)) {
      return invalidParameter(`The destination ARN ${arn} is invalid.`);
    }
    if (arn === ownArn || arn.startsWith(`${ownArn}:`)) {
      return invalidParameter("You can't specify the function as a destination for itself.");
    }
    const { action, resource } = neededRight(destination);
    if (await roleMay(role, name, action, resource)) continue;
    const [, call] = action.split(":");
    return invalidParameter(
      `The function's execution role does not have permissions to call ${call} on ${arn}`,
    );
  }
  return undefined;
}

/** Buckets take failures only; FIFO queues and topics take none. */
function takes({ kind, name }: Destination, event: "OnSuccess" | "OnFailure"): boolean {
  if (kind === "bucket") return event === "OnFailure";
  return !((kind === "queue" || kind === "topic") && name.endsWith(".fifo"));
}

function isUndefined(value: unknown): boolean {
  return value === undefined;
}
