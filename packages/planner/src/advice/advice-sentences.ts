import { MAX_SHARDS } from "@spillway/item";
import {
  formatCount,
  formatCounted,
  formatMoney,
  formatSeconds,
  formatTimes,
} from "@spillway/report-page";
import type { PlanRequest } from "../plan.ts";
import { writesOf } from "../strategies/load-needs.ts";
import type { StrategyPlan } from "../strategies/strategy-plan.ts";
import type { Workload } from "../workload/workload.ts";
import type { HotKeyAdvice } from "./advice.ts";
import { type Recommended, undone } from "./recommend.ts";
import { capacity, wayInWords } from "./ways-in-words.ts";

/** Why not all that waits is written. */
const FAULTS = {
  grows: "what waits grows without end",
  expires: "writes wait for longer than the 14 days that SQS keeps a message",
  "too large": "its items are too large for a message of SQS",
} as const;

/** What two sentences are made of. */
export interface Advised {
  readonly request: Pick<PlanRequest, "workload" | "table">;
  readonly withinSeconds: number;
  readonly recommended: Recommended;
  readonly strategies: readonly StrategyPlan[];
  readonly hotKeys: readonly HotKeyAdvice[];
  /** The table as it is, where it is there already with other capacity than is recommended. */
  readonly today?: StrategyPlan;
}

/**
 * The advice in two sentences: what to do with what that gives and costs, and what the next best would be,
 * what today's capacity does, or what to watch.
 */
export function adviceSentences(advised: Advised): readonly [string, string] {
  return [firstSentence(advised), secondSentence(advised)];
}

function firstSentence({ request, recommended, withinSeconds, strategies }: Advised): string {
  const { workload, table } = request;
  const { best, keepsAll } = recommended;
  const way = wayInWords(best, table.exists ? table.shape : undefined);
  if (keepsAll) return `${way}: ${outcome(best, workload.kind)}, ${price(best, workload)}.`;
  const within = formatSeconds(withinSeconds);
  if (best.key === "import") {
    return `${way}: all ${things(best, workload)} are written, AWS does not say in which time, ${price(best, workload)}.`;
  }
  const left = undone(best);
  if (best.backlogFault !== undefined) {
    return `${way}: ${FAULTS[best.backlogFault]}, and no other way writes all, ${price(best, workload)}.`;
  }
  const fails =
    left > 0
      ? `${formatCount(left)} of ${things(best, workload)} are not written, ${fewest(strategies)}`
      : `${outcome(best, workload.kind)}, and no way is done within ${within}`;
  return `${way}: ${fails}, ${price(best, workload)}.`;
}

function fewest(strategies: readonly StrategyPlan[]): string {
  return strategies.some(({ backlogFault }) => backlogFault !== undefined)
    ? "and no way writes all"
    : "the fewest of all ways";
}

function secondSentence(advised: Advised): string {
  const { request, recommended, hotKeys, today, strategies } = advised;
  const { workload } = request;
  const { best, others } = recommended;
  const hot = hotKeys.find(({ shards }) => shards > 1);
  if (hot !== undefined) return curing(hot);
  if (today !== undefined) return ofToday(today, best, workload);
  const [next] = others;
  if (next !== undefined) return ofNext(next, best, workload);
  const cheaper = strategies
    .filter((one) => one !== best && one.monthCost.total < best.monthCost.total)
    .toSorted((one, other) => undone(one) - undone(other))[0];
  if (cheaper !== undefined) return ofCheaper(cheaper, workload);
  return `Watch the alarms of its throttled writes, for it was planned for ${peakInWords(workload)} and no more.`;
}

/** What it gives: how many are written, and when. */
function outcome(plan: StrategyPlan, kind: Workload["kind"]): string {
  const { throttledWrites, worstDelaySeconds, completeSeconds } = plan;
  if (kind === "bulk") {
    const done = completeSeconds === null ? "" : ` in ${formatSeconds(completeSeconds)}`;
    const all = plan.askedWrites < 1.5 ? "the one item is" : `all ${count(plan, "item")} are`;
    return `${all} written${done}`;
  }
  const refused =
    throttledWrites < 0.5 ? "" : `, after ${formatCount(throttledWrites)} refused attempts`;
  if (worstDelaySeconds >= 1) {
    return `all ${count(plan, "write")} are done and none waits longer than ${formatSeconds(worstDelaySeconds)}${refused}`;
  }
  return `none of ${count(plan, "write")} is throttled`;
}

function ofToday(today: StrategyPlan, best: StrategyPlan, { kind }: Workload): string {
  const units = capacity(today.settings.table);
  const { throttledWrites } = today;
  const spent = `${formatMoney(today.monthCost.total)} a month`;
  if (throttledWrites >= 0.5) {
    const does =
      kind === "traffic" ? `refuse ${count(today, "write", throttledWrites)}` : "are late";
    return `Today's ${units} ${does} and cost ${spent}.`;
  }
  const done =
    kind === "bulk" && today.completeSeconds !== null
      ? `take ${formatSeconds(today.completeSeconds)}`
      : "refuse no write";
  return `Today's ${units} ${done} and cost ${spent}, ${difference(today, best)}.`;
}

function ofNext(next: StrategyPlan, best: StrategyPlan, workload: Workload): string {
  const does =
    workload.kind === "bulk" && next.completeSeconds !== null
      ? `takes ${formatSeconds(next.completeSeconds)}`
      : next.worstDelaySeconds >= 1
        ? `has writes wait for up to ${formatSeconds(next.worstDelaySeconds)}`
        : "throttles nothing either";
  return `The next best (${next.name}) ${does} and costs ${formatMoney(next.monthCost.total)} a month, ${difference(next, best)}.`;
}

function ofCheaper(cheaper: StrategyPlan, workload: Workload): string {
  const costs = `The next best (${cheaper.name}) costs ${formatMoney(cheaper.monthCost.total)} a month`;
  if (cheaper.key === "import") return `${costs}, but AWS does not say how long an import takes.`;
  if (cheaper.backlogFault !== undefined) {
    return `${costs}, but ${FAULTS[cheaper.backlogFault]}.`;
  }
  const left = undone(cheaper);
  if (left > 0)
    return `${costs}, but does not write ${formatCount(left)} of ${things(cheaper, workload)}.`;
  const late = workload.kind === "bulk" ? cheaper.completeSeconds : cheaper.worstDelaySeconds;
  return `${costs}, but ${workload.kind === "bulk" ? "takes" : "has writes wait for up to"} ${formatSeconds(late ?? 0)}.`;
}

function curing({ key, index, peakUnits, shards }: HotKeyAdvice): string {
  const of = index === undefined ? "" : ` of the index ${index}`;
  const asked = `its partition gives 1,000 write units a second and is asked for ${formatCount(peakUnits)}`;
  if (shards > MAX_SHARDS) {
    return `Take another key than ${key}${of}, for ${asked}, more than ${formatCount(MAX_SHARDS)} shards of it could take.`;
  }
  return `Spread the key ${key}${of} over ${formatCount(shards)} shards, for ${asked}.`;
}

function price(plan: StrategyPlan, workload: Workload): string {
  const month = `${formatMoney(plan.monthCost.total)} a month`;
  const comesAgain = workload.kind === "traffic" && workload.isRecurring;
  return comesAgain
    ? `for ${month}`
    : `for ${formatMoney(plan.runCost.total)}, or ${month} with the table standing`;
}

function difference(plan: StrategyPlan, best: StrategyPlan): string {
  const [its, other] = [plan.monthCost.total, best.monthCost.total];
  if (Math.abs(its - other) < 0.005) return "just as much";
  if (other > 0 && its / other >= 2) return `${formatTimes(its / other)} as much`;
  return `${formatMoney(Math.abs(its - other))} ${its > other ? "more" : "less"}`;
}

function things(plan: StrategyPlan, { kind }: Workload): string {
  return count(plan, kind === "bulk" ? "item" : "write");
}

function count({ askedWrites }: StrategyPlan, word: string, of = askedWrites): string {
  return `${formatCount(of)} ${word}${Math.round(of) === 1 ? "" : "s"}`;
}

function peakInWords(workload: Workload): string {
  if (workload.kind === "bulk") return formatCounted(workload.items, "item");
  return `${formatCounted(Math.round(writesOf(workload.pattern).peak), "write")} a second at the peak`;
}
