import type { Clients } from "../../environment/clients.ts";
import { fileInput } from "./file-input.ts";
import type { Input } from "./input.ts";
import { standardInput } from "./standard-input.ts";

/**
 * Opens what a person named: a path, `-` for standard input, or `s3://bucket/key`.
 *
 * @throws SpillwayError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`, `SOURCE_IS_A_FOLDER`
 */
export async function openInput(
  name: string,
  services: { readonly clients: Clients; readonly standardInput: AsyncIterable<Uint8Array> },
): Promise<Input> {
  if (name === "-") return standardInput(services.standardInput);
  return fileInput(name);
}
