import { counted, type Input } from "./input.ts";

/** What is piped into the process. */
export function standardInput(stream: AsyncIterable<Uint8Array>): Input {
  return {
    name: "-",
    label: "stdin",
    bytes: undefined,
    identity: undefined,
    read: (onBytes) => counted(stream, onBytes),
  };
}
