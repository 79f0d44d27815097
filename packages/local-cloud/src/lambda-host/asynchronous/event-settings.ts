import type { DeployedFunction } from "../deployed-function.ts";
import type { EventInvokeConfig } from "./event-invoke-configs.ts";

/** What a function, and the version or alias that was named, says of its asynchronous events. */
export interface EventSettings {
  /** Attempts after the first, each after a function error. */
  readonly retries: number;
  readonly maximumAgeMs: number;
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
  /** The queue or topic of the function's dead letters. */
  readonly deadLetterArn: string | undefined;
  readonly reservedConcurrency: number | undefined;
}

const DEFAULT_RETRIES = 2;
const DEFAULT_MAXIMUM_AGE_SECONDS = 6 * 60 * 60;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
export function eventSettings(
  config: EventInvokeConfig | undefined,
  deployed: Pick<DeployedFunction, "deadLetterArn" | "reservedConcurrency"> | undefined,
): EventSettings {
  const maximumAge = config?.MaximumEventAgeInSeconds ?? DEFAULT_MAXIMUM_AGE_SECONDS;
  return {
    retries: config?.MaximumRetryAttempts ?? DEFAULT_RETRIES,
    maximumAgeMs: maximumAge * 1_000,
    onSuccess: config?.DestinationConfig?.OnSuccess?.Destination || undefined,
    onFailure: config?.DestinationConfig?.OnFailure?.Destination || undefined,
    deadLetterArn: deployed?.deadLetterArn,
    reservedConcurrency: deployed?.reservedConcurrency,
  };
}
