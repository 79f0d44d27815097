import type { FilesStart } from "@spillway/load";
import { formatCount, formatCounted } from "@spillway/report-page";

const NAMES_SHOWN = 3;

/** Which files a load has, for a person: how many, what is passed over, and what has become of them since. */
export function filesText({ count, bytes, passedOver, first, changes }: FilesStart): string[] {
  const size = bytes === undefined ? "" : `, ${formatCounted(bytes, "byte")}`;
  const place =
    first === undefined
      ? "all of them are done"
      : `${first.number === 1 ? "first" : `from file ${formatCount(first.number)} on,`} ${first.name}`;
  return [
    `${formatCounted(count, "file")}${size}, ${place}`,
    ...passedOver.map((left) => `passed over, ${left.why}: ${listed(left.names, left.count)}`),
    ...told(changes.gone, "not there any more, but done"),
    ...told(changes.replaced, "changed before it was its turn, loaded as it is now"),
    ...told(changes.added, "new since the load began, not loaded (load it by itself)"),
  ];
}

function told(names: readonly string[], what: string): string[] {
  return names.length === 0 ? [] : [`${what}: ${listed(names, names.length)}`];
}

function listed(names: readonly string[], count: number): string {
  const shown = names.slice(0, NAMES_SHOWN);
  const more = count - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${formatCount(more)} more` : "");
}
