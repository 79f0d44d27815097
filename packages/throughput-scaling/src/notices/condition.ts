/** Why a table is not steered though it is to be. */
export type NotSteered = "no such table" | "on demand" | "application auto scaling" | "off by tag";

/** Something about a table that a person should know for as long as it is so. */
export interface Condition {
  /** The same for the same condition each time it is looked at. */
  readonly key: string;
  /** Of up to 100 printable ASCII characters, as SNS takes a subject. */
  readonly subject: string;
  /** What is so, and what to do about it, in plain English. */
  readonly text: string;
  /** `log`: somebody wanted it so, and the log is enough. */
  readonly tellBy: "topic" | "log";
}
