/** A header line: a name of the characters that names may have, a colon, a value without control characters. */
const LINE = /^[!#$%&'*+\-.^_`|~\w]+:[\t\x20-\x7e\x80-\xff]*$/;
const LINE_END = "\r\n";

/** The first line and the headers of an HTTP message, as they came. */
export class MessageHead {
  readonly firstLine: string;
  readonly #lines: readonly string[];
  /** The first value of each header, by its name in lower case. */
  readonly #values = new Map<string, string>();
  readonly #names: string[] = [];

  private constructor(firstLine: string, lines: readonly string[]) {
    this.firstLine = firstLine;
    this.#lines = lines;
    for (const line of lines) {
      const colon = line.indexOf(":");
      const name = line.slice(0, colon).toLowerCase();
      this.#names.push(name);
      if (!this.#values.has(name)) this.#values.set(name, line.slice(colon + 1).trim());
    }
  }

  /**
   * Reads a head.
   *
   * @param text one character for each byte, up to the empty line
   * @returns undefined when a line is none, or is one that not everybody reads alike
   */
  static parse(text: string): MessageHead | undefined {
    const [firstLine = "", ...lines] = text.split(LINE_END);
    return lines.every((line) => LINE.test(line)) ? new MessageHead(firstLine, lines) : undefined;
  }

  /** @param name in lower case */
  value(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** Whether a header came more than once. */
  isRepeated(name: string): boolean {
    return this.#names.indexOf(name) !== this.#names.lastIndexOf(name);
  }

  /**
   * The head as it is sent, with its empty line.
   *
   * @param changes headers by their name in lower case that are set, or taken out where undefined
   */
  text(changes: Readonly<Record<string, string | undefined>> = {}): string {
    const kept = this.#lines.filter((_, place) => !((this.#names[place] ?? "") in changes));
    const added = Object.entries(changes).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${value}`],
    );
    return [this.firstLine, ...kept, ...added, "", ""].join(LINE_END);
  }
}
