import type { ExportCheckpointStore, ExportOutput, ExportPlaces } from "../src/index.ts";

/** What a killed process leaves: what was written, synced or not, and the last checkpoint. */
export class MemoryPlaces implements ExportPlaces {
  file = "";
  spool = "";
  published: string | undefined;
  checkpoint: string | undefined;
  /** Called before each step that may fail; it throws where the process is to be killed. */
  readonly #step: () => void;
  readonly #blockLength: number;

  /**
   * @param step throws where the run ends
   * @param blockLength characters that are held back until they are written, as a file's buffer does
   */
  constructor(step: () => void = () => {}, blockLength = 100) {
    this.#step = step;
    this.#blockLength = blockLength;
  }

  async openFile(bytes: number): Promise<ExportOutput> {
    this.file = this.file.slice(0, bytes);
    return this.#output("file");
  }

  readonly openSpool = async (bytes: number): Promise<ExportOutput> => {
    this.spool = this.spool.slice(0, bytes);
    return this.#output("spool");
  };

  async *readSpool(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(this.spool);
  }

  async publish(): Promise<void> {
    this.#step();
    this.published ??= this.file;
    this.spool = "";
    this.#step();
  }

  readonly checkpoints: ExportCheckpointStore = {
    name: "checkpoint",
    read: async () => this.checkpoint,
    save: async (text) => {
      this.#step();
      this.checkpoint = text;
      this.#step();
    },
    remove: async () => {
      this.checkpoint = undefined;
    },
  };

  #output(where: "file" | "spool"): ExportOutput {
    let held = "";
    const flush = () => {
      const text = held;
      held = "";
      this.#step();
      // Killed while it writes: a part is there.
      this[where] += text.slice(0, text.length / 2);
      this.#step();
      this[where] += text.slice(text.length / 2);
    };
    return {
      write: async (text) => {
        held += text;
        if (held.length >= this.#blockLength) flush();
      },
      sync: async () => {
        flush();
        return this[where].length;
      },
      close: async () => {},
    };
  }
}
