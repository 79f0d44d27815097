const TAIL_BYTES = 4_096;

/** Cuts a stream of text into lines; what has no end yet waits for more. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#onLine(line);
  }

  flush(): void {
    if (this.#rest !== "") this.#onLine(this.#rest);
    this.#rest = "";
  }
}

/** The last 4 KB of an invocation's log, as Invoke gives them for `X-Amz-Log-Type: Tail`. */
export class LogTail {
  #text = "";

  add(line: string): void {
    this.#text = `${this.#text}${line}\n`.slice(-TAIL_BYTES);
  }

  toString(): string {
    return this.#text;
  }
}
