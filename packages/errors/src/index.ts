export { isSpillwayError, SpillwayError, type SpillwayErrorOptions } from "./spillway-error.ts";
