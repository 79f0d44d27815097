import type { Clients } from "@spillway/aws-clients";
import { fileInput } from "./file-input.ts";
import type { ExportInput, Input } from "./input.ts";
import { s3Input } from "./s3-input.ts";
import { standardInput } from "./standard-input.ts";

/**
 * Opens what a person named: a path, `-` for standard input, or `s3://bucket/key`.
 *
 * @throws SpillwayError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`, `SOURCE_IS_A_FOLDER`,
 * `SOURCE_ADDRESS_INVALID`
 */
export async function openInput(
  name: string,
  services: { readonly clients: Clients; readonly standardInput: AsyncIterable<Uint8Array> },
): Promise<Input | ExportInput> {
  if (name === "-") return standardInput(services.standardInput);
  const { clients } = services;
  if (name.startsWith("s3://")) return s3Input(name, await clients.s3(), clients.target);
  return fileInput(name);
}
