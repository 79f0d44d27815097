/** How a function's code is run. */
export type Runtime =
  /** By the Node.js that runs the local cloud. */
  | "node"
  /** By the Python that runs moto. */
  | "python"
  /** By the `bootstrap` that the code, or a layer, brings. */
  | "own";

const RUNTIMES: readonly (readonly [RegExp, Runtime])[] = [
  [/^nodejs\d+\.x$/, "node"],
  [/^python3\.\d+$/, "python"],
  [/^provided(\.al2|\.al2023)?$/, "own"],
];

/**
 * How functions of a runtime's name are run; undefined for what is not run here.
 *
 * @example
 * runtimeOf("python3.13") // "python"
 */
export function runtimeOf(name: string): Runtime | undefined {
  return RUNTIMES.find(([pattern]) => pattern.test(name))?.[1];
}
