/**
 * Where each step is told: what was done, and with which numbers. `console` is one, and so is the
 * logger of Powertools for AWS Lambda.
 */
export interface ScalingLogger {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** Tells nobody. */
export const SILENT_LOGGER: ScalingLogger = { info() {}, warn() {} };
