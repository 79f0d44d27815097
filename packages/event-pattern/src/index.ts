export { type EventPattern, parseEventPattern } from "./event-pattern.ts";
export { type EventPatternErrorCode, eventPatternError } from "./event-pattern-error.ts";
