/** A value of a tfvars file. An object without values is `{}`; what is undefined is left out. */
export type HclValue = string | number | boolean | readonly HclValue[] | HclObject;

/** A value with what stands behind it in its line. */
export interface HclEntry {
  readonly value: HclValue | undefined;
  /** Where it comes from; of one line. */
  readonly comment?: string;
}

/** An object by its names, in their order. */
export class HclObject {
  readonly entries: readonly (readonly [name: string, entry: HclEntry])[];

  constructor(entries: Readonly<Record<string, HclEntry>>) {
    this.entries = Object.entries(entries).filter(([, { value }]) => value !== undefined);
  }
}

/** An object of values without comments. */
export function plainObject(values: Readonly<Record<string, HclValue | undefined>>): HclObject {
  return new HclObject(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
  );
}

/**
 * Names with their values as lines of a tfvars file, aligned as `terraform fmt` does.
 *
 * @example
 * hclLines(plainObject({ region: "eu-west-1" })); // → ['region = "eu-west-1"']
 */
export function hclLines(object: HclObject, indent = ""): readonly string[] {
  const lines: string[] = [];
  let run: Line[] = [];
  const endRun = () => {
    lines.push(...aligned(run).map((line) => indent + line));
    run = [];
  };
  for (const [name, { value, comment }] of object.entries) {
    const said = comment === undefined ? "" : `# ${oneLine(comment)}`;
    if (value === undefined) continue;
    if (isNested(value)) {
      endRun();
      lines.push(`${indent}${hclKey(name)} = {${said === "" ? "" : ` ${said}`}`);
      lines.push(...hclLines(value, `${indent}  `), `${indent}}`);
    } else {
      run.push({ left: hclKey(name), right: inline(value), comment: said });
    }
  }
  endRun();
  return lines;
}

interface Line {
  readonly left: string;
  readonly right: string;
  /** Empty: none. */
  readonly comment: string;
}

/** Lines with their signs below each other, and so the comments of neighbours that all have one. */
function aligned(run: readonly Line[]): readonly string[] {
  const left = Math.max(0, ...run.map((line) => line.left.length));
  return run.map((line, place) => {
    const pair = `${line.left.padEnd(left)} = ${line.right}`;
    if (line.comment === "") return pair;
    const begin = run.slice(0, place).findLastIndex(({ comment }) => comment === "") + 1;
    const after = run.slice(place).findIndex(({ comment }) => comment === "");
    const end = after === -1 ? run.length : place + after;
    const right = Math.max(...run.slice(begin, end).map((other) => other.right.length));
    return `${pair.padEnd(left + 3 + right)} ${line.comment}`;
  });
}

/**
 * A string as HCL reads it back: quotes, backslashes and line breaks escaped, and no template in it.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 * @example
 * hclString('a "b" ${c}'); // → "\"a \\\"b\\\" $${c}\""
 */
export function hclString(text: string): string {
  const escaped = text
    .replace(/["\\]/g, (character) => `\\${character}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[$%](?=\{)/g, (sign) => sign + sign);
  return `"${escaped}"`;
}

/** Text that can stand in a comment of one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** Objects of more than two values, or with comments in them, have lines of their own. */
function isNested(value: HclValue): value is HclObject {
  if (!(value instanceof HclObject)) return false;
  return (
    value.entries.length > 2 ||
    value.entries.some(
      ([, entry]) => entry.comment !== undefined || entry.value instanceof HclObject,
    )
  );
}

function inline(value: HclValue): string {
  if (value instanceof HclObject) {
    if (value.entries.length === 0) return "{}";
    const values = value.entries.map(
      ([name, entry]) => `${hclKey(name)} = ${inline(entry.value ?? "")}`,
    );
    return `{ ${values.join(", ")} }`;
  }
  if (typeof value === "string") return hclString(value);
  if (typeof value === "object") return `[${value.map(inline).join(", ")}]`;
  return String(value);
}

/** An index may be named `2nd` or `by.day`, which is no identifier. */
function hclKey(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? name : hclString(name);
}
