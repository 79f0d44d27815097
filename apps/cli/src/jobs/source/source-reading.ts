import type { LoadRequest } from "@spillway/load";

/** How a job's source is read, in the API's words. What is not said is left out. */
export interface SourceReading
  extends Partial<
    Pick<LoadRequest, "format" | "encoding" | "delimiter" | "columns" | "skipLines" | "escape">
  > {
  readonly header?: false;
  readonly types?: Readonly<Record<string, string>>;
  readonly empty?: "keep" | "null";
}
