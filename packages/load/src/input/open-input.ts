import { isDeepStrictEqual } from "node:util";
import type { LoadClients } from "@spillway/aws-clients";
import { fileInput } from "./file-input.ts";
import type { ExportInput, Input, InputIdentity } from "./input.ts";
import { s3Input } from "./s3-input.ts";
import { sourceChanged } from "./source-changed.ts";
import { standardInput } from "./standard-input.ts";

export interface InputServices {
  readonly clients: LoadClients;
  /** What the source `-` is read from. */
  readonly standardInput: AsyncIterable<Uint8Array>;
}

/**
 * Opens what a person named: a path, `-` for standard input, or `s3://bucket/key`.
 *
 * @param known what it was when it was opened before, if it must still be the same
 * @throws SpillwayError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`, `SOURCE_IS_A_FOLDER`,
 * `SOURCE_ADDRESS_INVALID`; `SOURCE_CHANGED` for one that is not as it was known
 */
export async function openInput(
  name: string,
  services: InputServices,
  known?: InputIdentity,
): Promise<Input | ExportInput> {
  if (name === "-") return standardInput(services.standardInput);
  const { clients } = services;
  const input = name.startsWith("s3://")
    ? await s3Input(name, await clients.s3(), clients.target, known)
    : await fileInput(name);
  if (known !== undefined && !isDeepStrictEqual(input.identity, known)) throw sourceChanged(name);
  return input;
}
