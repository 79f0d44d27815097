import { statusOf } from "@spillway/aws";

/** What an error can be told by. */
export interface ErrorFacts {
  /** Its name, `Error` for what is none. */
  readonly name: string;
  /** Its code, of a system error or one of Spillway's. */
  readonly code: string | undefined;
  /** HTTP status, of an answer of AWS's. */
  readonly status: number | undefined;
  readonly message: string;
}

/** What is known of whatever was thrown. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) {
    return { name: "Error", code: undefined, status: undefined, message: textOf(error) };
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { name: error.name, code, status: statusOf(error), message: error.message };
}

/** Not everything that can be thrown can be text: an object without a prototype can't. */
function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "it has no text";
  }
}
