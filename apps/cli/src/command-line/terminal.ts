import pc from "picocolors";

type Colours = ReturnType<typeof pc.createColors>;

/** Where a command writes: results to standard output, progress and messages to standard error. */
export interface Terminal {
  /** A result: text and a line break on standard output. */
  print(text: string): void;
  /** Standard output itself, for what redraws its lines. */
  readonly printStream: NodeJS.WriteStream;
  /** A note on the way there: text and a line break on standard error. */
  note(text: string): void;
  /** Colours for standard output, plain where it is no terminal or NO_COLOR is set. */
  readonly colours: Colours;
  /** Colours for standard error. */
  readonly noteColours: Colours;
  /** Standard error itself, for what redraws its lines. */
  readonly noteStream: NodeJS.WriteStream;
  /** Columns of standard error, 80 when it is no terminal or does not say. */
  readonly noteWidth: number;
}

/** The terminal of this process. */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr, env } = process;
  return {
    print: (text) => void stdout.write(`${text}\n`),
    printStream: stdout,
    note: (text) => void stderr.write(`${text}\n`),
    colours: pc.createColors(hasColours(stdout, env)),
    noteColours: pc.createColors(hasColours(stderr, env)),
    noteStream: stderr,
    get noteWidth() {
      return stderr.columns || 80;
    },
  };
}

// https://no-color.org: set and not empty, whatever its value.
function hasColours(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}
