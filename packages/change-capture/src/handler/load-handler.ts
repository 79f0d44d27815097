import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { changeCaptureError } from "../change-capture-error.ts";
import type { ChangeHandler } from "./handler-sink.ts";

/**
 * Loads one's own handler: the default export of an ES module.
 *
 * @param path of the module, such as `/opt/handler.mjs` from a layer
 * @throws HANDLER_MODULE_INVALID
 */
export async function loadHandler(path: string): Promise<ChangeHandler> {
  const loaded: unknown = await importOf(path);
  const handler =
    typeof loaded === "object" && loaded !== null && "default" in loaded
      ? loaded.default
      : undefined;
  if (typeof handler === "function") return handler as ChangeHandler;
  throw invalid(`expected a function as the default export of ${path}; came ${typeof handler}`);
}

async function importOf(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (cause) {
    const came = cause instanceof Error ? cause.message : String(cause);
    throw invalid(`expected an ES module at ${path}; it does not load: ${came}`, cause);
  }
}

function invalid(message: string, cause?: unknown) {
  return changeCaptureError("HANDLER_MODULE_INVALID", message, {
    cause,
    hint: "HANDLER_MODULE is the path of a module that says: export default async (change, context) => { … }",
  });
}
