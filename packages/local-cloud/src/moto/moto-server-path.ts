import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { localCloudError } from "../errors.ts";

/**
 * Where moto's server is: `SPILLWAY_MOTO_SERVER`, else `moto_server` on PATH.
 *
 * @throws SpillwayError MOTO_NOT_FOUND
 */
export function motoServerPath(env: Readonly<Record<string, string | undefined>>): string {
  const named = env.SPILLWAY_MOTO_SERVER;
  if (named) {
    if (isExecutable(named)) return named;
    throw localCloudError(
      "MOTO_NOT_FOUND",
      `expected an executable file in SPILLWAY_MOTO_SERVER; came "${named}"`,
      { hint: "Let it name a moto_server, or unset it to have PATH searched." },
    );
  }
  const found = (env.PATH ?? "")
    .split(path.delimiter)
    .filter((directory) => directory !== "")
    .map((directory) => path.join(directory, "moto_server"))
    .find(isExecutable);
  if (found) return found;
  throw localCloudError("MOTO_NOT_FOUND", "moto_server was not found on PATH", {
    hint: 'Install it with `pip install "moto[server]"`, or let SPILLWAY_MOTO_SERVER name it.',
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
