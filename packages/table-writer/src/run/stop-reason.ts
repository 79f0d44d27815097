import { type Reason, reasonOf, type SpillwayError } from "@spillway/errors";

/** Why a run stops before its source has ended. */
export interface StopReason {
  /** For the report, and for whoever waits for what the stop ends. */
  readonly error: SpillwayError;
  /** The same as each record that is left hears of it. */
  readonly reason: Reason;
  /**
   * Whether the table may take later, with nobody doing anything about it, what it can't take now. Such
   * a stop spills what is left, where there is a spill.
   */
  readonly waitingHelps: boolean;
}

/** A stop for something that passes: the time was up, nobody answered. */
export function passingStop(error: SpillwayError): StopReason {
  return { error, reason: reasonOf(error), waitingHelps: true };
}

/** A stop for something that stays as it is until a person does something about it. */
export function lastingStop(error: SpillwayError): StopReason {
  return { error, reason: reasonOf(error), waitingHelps: false };
}
