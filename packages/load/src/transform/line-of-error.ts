import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";

/** Longest that the second look at a module may take, in milliseconds. */
const CHECK_MS = 5_000;

/**
 * The line of a module at which it could not be loaded; undefined where nobody knows.
 *
 * @param path of the module, absolute
 */
export async function lineOfError(error: unknown, path: string): Promise<number | undefined> {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const thrown = lineAfter(stack, pathToFileURL(path).href) ?? lineAfter(stack, path);
  if (thrown !== undefined) return thrown;
  // What the stripper of TypeScript refuses begins with its place.
  const [, stripped] = /^[^\n]*:(\d+)\n/.exec(stack) ?? [];
  if (stripped !== undefined) return Number(stripped);
  return error instanceof SyntaxError ? lineAfter(await checked(path), path) : undefined;
}

function lineAfter(text: string, place: string): number | undefined {
  const at = text.indexOf(`${place}:`);
  const [, line] = at < 0 ? [] : (/^:(\d+)/.exec(text.slice(at + place.length)) ?? []);
  return line === undefined ? undefined : Number(line);
}

/** Node tells the line of a syntax error only to who starts it with the file. */
function checked(path: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--check", path], { timeout: CHECK_MS, env: {} }, (_, __, stderr) =>
      resolve(stderr),
    );
  });
}
