import { formatCount, formatSeconds } from "@spillway/report-page";
import type { Workload } from "../workload/workload.ts";
import type { Assumed } from "./assumed.ts";
import { varyBytes, varyHotKeys, varyLoad, varyReadUnits, varyUnits } from "./varied-requests.ts";

const UNITS_PAGE =
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html";

/** What is taken for granted of the load: how much, of what, how it comes. */
export function loadAssumptions(workload: Workload): readonly Assumed[] {
  const { item, hotKeys, sources } = workload;
  const source = sources.join("; ");
  const indexes = Object.entries(item.indexWriteUnits);
  const onIndexes = indexes.map(([name, units]) => `, ${number(units)} of ${name}`).join("");
  return [
    { text: `The load is ${workload.name}`, source, vary: varyLoad },
    {
      text: `A write takes ${number(item.writeUnits)} write unit${item.writeUnits === 1 ? "" : "s"} of the table${onIndexes}`,
      source: `${source}; ${UNITS_PAGE}`,
      vary: varyUnits,
    },
    {
      text: `An item has ${formatCount(item.bytes)} bytes; table and indexes keep ${formatCount(item.storedBytes)} of it`,
      source,
      vary: varyBytes,
    },
    ...(hotKeys.length === 0
      ? []
      : [
          {
            text: `${formatCount(hotKeys.length)} key${hotKeys.length === 1 ? " takes" : "s take"} ${hotKeys.map(({ share }) => `${number(share * 100)} %`).join(", ")} of the writes`,
            source,
            vary: varyHotKeys,
          },
        ]),
    ...(workload.kind === "traffic" ? ofTraffic(workload, source) : ofBulk(source)),
  ];
}

function ofTraffic(
  { pattern, item, isRecurring }: Extract<Workload, { readonly kind: "traffic" }>,
  source: string,
): readonly Assumed[] {
  const { reads, stepSeconds } = pattern;
  return [
    ...(reads === undefined
      ? []
      : [
          {
            text: `A read takes ${number(item.readUnits)} read units, of the table alone`,
            source: `${source}; ${UNITS_PAGE}`,
            vary: varyReadUnits,
          },
        ]),
    {
      text: `Within ${formatSeconds(stepSeconds)} the load is even: what is shorter is not seen`,
      source: "steps of the pattern",
    },
    {
      text: isRecurring
        ? "The load comes again and again, so a month is made of it"
        : "The load comes once; what is provisioned stands for the rest of the month",
      source,
    },
  ];
}

function ofBulk(source: string): readonly Assumed[] {
  return [
    {
      text: "All items are there from the start, and whoever writes them is as fast as the table; the table stands for the rest of the month",
      source,
    },
  ];
}

function number(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}
