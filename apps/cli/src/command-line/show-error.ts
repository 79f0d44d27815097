import { isSpillwayError } from "@spillway/errors";
import { CommanderError } from "commander";
import type { Terminal } from "./terminal.ts";

/**
 * Says what went wrong: one message and one hint on standard error, and with `json` the same as the
 * one JSON document on standard output. Only a defect, an error of that class or one that nobody
 * threw on purpose, is shown with its stack.
 */
export function showError(error: unknown, terminal: Terminal, json: boolean): void {
  if (error instanceof CommanderError && error.exitCode === 0) return;
  const { red, dim } = terminal.noteColours;
  if (error instanceof CommanderError) {
    // commander has already said it to the person.
  } else if (isSpillwayError(error) && error.errorClass !== "defect") {
    terminal.note(`${red("error:")} ${error.message}`);
    if (error.hint !== undefined) terminal.note(`       ${dim(error.hint)}`);
  } else {
    terminal.note(`${red("error:")} this is a defect in spillway, please report it`);
    terminal.note(dim(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  }
  if (json) terminal.print(errorJson(error));
}

/** The one JSON document of an error. */
export function errorJson(error: unknown): string {
  return JSON.stringify({ error: errorDocument(error) }, null, 2);
}

function errorDocument(error: unknown) {
  if (error instanceof CommanderError) {
    return { code: "USAGE_INVALID", message: error.message.replace(/^error: /, "") };
  }
  if (isSpillwayError(error)) {
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(Object.keys(error.details).length === 0 ? {} : { details: error.details }),
    };
  }
  return { code: "DEFECT", message: error instanceof Error ? error.message : String(error) };
}
