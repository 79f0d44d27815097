import { once } from "node:events";
import type { ExportOutput } from "@spillway/table-export";

/** Standard output. Whoever reads it says how fast it goes. */
export class StandardOutput implements ExportOutput {
  readonly #stream: NodeJS.WritableStream;
  #bytes = 0;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  async write(text: string): Promise<void> {
    this.#bytes += Buffer.byteLength(text);
    if (!this.#stream.write(text)) await once(this.#stream, "drain");
  }

  async sync(): Promise<number> {
    return this.#bytes;
  }

  async close(): Promise<void> {}
}
