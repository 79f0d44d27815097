import { attributeDiffs, type ChangeEvent, type HistoryStep } from "@spillway/change-capture";
import type { AttributeMap } from "@spillway/item";
import { formatCount, formatMoment } from "@spillway/report-page";
import type { Terminal } from "../command-line/terminal.ts";
import type { ItemAudit, StateAudit } from "./item-audit.ts";
import { nameText, valueText } from "./value-text.ts";

type Colours = Terminal["colours"];

/** The history of an item, for a person: each change with what was and what is. */
export function auditText(audit: ItemAudit, colours: Colours): string {
  const { bold, yellow } = colours;
  const { steps } = audit;
  const count = `${formatCount(steps.length)} ${steps.length === 1 ? "change" : "changes"}`;
  const lines = [`${bold(`${audit.table}  ${itemName(audit.keys)}`)}  ${count}`];
  if (audit.earlierUnknown) {
    lines.push(yellow("    The log begins later than the item: what it was before is not known."));
  }
  if (steps.length === 0) {
    lines.push(
      yellow(
        "    The log has no change of this item there: is the key right? Its values are in the table's order, or Name=value.",
      ),
    );
  }
  for (const step of steps) lines.push("", ...stepLines(step, colours));
  lines.push(...unreadableText(audit, colours));
  return lines.join("\n");
}

/** An item at a moment, for a person. */
export function stateText(audit: StateAudit, colours: Colours): string {
  const { bold, yellow } = colours;
  const { state, since, until, doubt } = audit;
  const lines = [
    bold(`${audit.table}  ${itemName(audit.keys)}`),
    `as of ${timeText(audit.at)}: ${STATES[state.kind]}`,
  ];
  if (since !== undefined) lines.push(`    since ${changeWords(since)}`);
  if (until !== undefined) lines.push(`    until ${changeWords(until)}`);
  if (doubt !== undefined) lines.push(yellow(`    ${doubtText(audit)}`));
  if (state.kind === "present") {
    lines.push("", ...attributeLines(state.item));
  }
  lines.push(...unreadableText(audit, colours));
  return lines.join("\n");
}

/** `UserId "u1"  ActivityId "a1"` */
export function itemName(keys: AttributeMap): string {
  return Object.entries(keys)
    .map(([name, value]) => `${nameText(name)} ${valueText(value)}`)
    .join("  ");
}

const STATES = { present: "the item is", absent: "there is no such item", unknown: "not known" };

function doubtText({ doubt, logBegins }: StateAudit): string {
  switch (doubt) {
    case "before-log":
      return `The log begins later, at ${timeText(logBegins ?? "")}.`;
    case "not-in-log":
      return "The log has no change of this item. If it is in the table, it is older than the log.";
    case "hole":
      return "The log has a hole between these two changes: this may have been over at that time.";
    default:
      return "The stream's view leaves images out; NEW_AND_OLD_IMAGES has both.";
  }
}

function stepLines({ change, hole }: HistoryStep, colours: Colours): string[] {
  const { dim, green, red, yellow } = colours;
  const colourOf = { insert: green, modify: yellow, remove: red };
  const lines = [
    `${timeText(change.at)}  ${colourOf[change.type](change.type)}  by ${BY[change.by]}  ${dim(change.sequenceNumber)}`,
  ];
  if (hole !== undefined) {
    lines.push(
      yellow(
        `    The log has a hole here: ${hole.kind === "absent" ? "there was no item before" : "the change before had left another item"}.`,
      ),
    );
  }
  if (change.type !== "insert" && change.oldImage === undefined && change.newImage === undefined) {
    return [...lines, dim("    The stream's view leaves the images out.")];
  }
  const diffs = attributeDiffs(change.oldImage, change.newImage).filter(
    ({ path }) => !(path.length === 1 && Object.hasOwn(change.keys, path[0] ?? "")),
  );
  const width = widest(diffs.map(({ path }) => pathText(path)));
  for (const { path, was, is } of diffs) {
    const name = pathText(path).padEnd(width);
    if (is === undefined) lines.push(red(`    - ${name}  ${was && valueText(was)}`));
    else if (was === undefined) lines.push(green(`    + ${name}  ${valueText(is)}`));
    else {
      lines.push(`    ${yellow("~")} ${name}  ${red(valueText(was))} → ${green(valueText(is))}`);
    }
  }
  return lines;
}

const BY = { caller: "a caller", ttl: "its time to live" };

function changeWords({ at, type, by }: ChangeEvent): string {
  return `${timeText(at)}, ${type} by ${BY[by]}`;
}

function attributeLines(item: AttributeMap): string[] {
  const names = Object.keys(item).toSorted();
  const width = widest(names.map(nameText));
  return names.flatMap((name) => {
    const value = item[name];
    return value === undefined ? [] : [`    ${nameText(name).padEnd(width)}  ${valueText(value)}`];
  });
}

function unreadableText({ unreadableLines }: ItemAudit | StateAudit, { red }: Colours): string[] {
  if (unreadableLines === 0) return [];
  return ["", red(`    ${formatCount(unreadableLines)} lines of the log can't be read.`)];
}

const pathText = (path: readonly string[]) => path.map(nameText).join(".");

const WIDEST = 32;
const widest = (texts: readonly string[]) =>
  Math.min(WIDEST, Math.max(0, ...texts.map(({ length }) => length)));

// Of a change's time, which is in whole seconds, no more is shown.
function timeText(iso: string): string {
  const fraction = /\.(\d{3})Z$/.exec(iso)?.[1] ?? "000";
  const moment = formatMoment(iso);
  return fraction === "000" ? moment : moment.replace(" UTC", `.${fraction} UTC`);
}
