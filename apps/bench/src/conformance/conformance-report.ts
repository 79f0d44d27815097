import type { Difference } from "./compare/difference.ts";
import type { ConformanceResult } from "./run-conformance.ts";

const SHOWN = 60;

/**
 * The result for a person: each other difference, then the counts.
 *
 * @param isWhole whether every documented difference had to occur; default true
 */
export function conformanceReport(result: ConformanceResult, isWhole = true): string {
  const { requests, alike, documented, others } = result;
  const counted = [...documented.values()].reduce((total, times) => total + times, 0);
  return [
    ...others.slice(0, SHOWN).flatMap(differenceLines),
    ...(others.length > SHOWN ? [`… and ${others.length - SHOWN} more`, ""] : []),
    ...result.chapters.map(
      ({ name, requests: of, seconds }) => `${name}: ${of} requests, ${seconds.toFixed(1)} s`,
    ),
    ...[...documented].flatMap(([{ name, reason }, times]) => {
      if (times > 0) return [`documented, ${times}×: ${name} (${reason})`];
      return isWhole ? [`no longer occurs, so take it off the list: ${name}`] : [];
    }),
    `${requests} requests, ${alike} alike, ${counted} documented differences, ${others.length} others`,
  ].join("\n");
}

/** What is wrong with a whole run; empty when it is as it must be. */
export function faultsOf(result: ConformanceResult, leastRequests: number): readonly string[] {
  const unused = [...result.documented].filter(([, times]) => times === 0);
  return [
    ...(result.requests < leastRequests
      ? [`expected at least ${leastRequests} requests; came ${result.requests}`]
      : []),
    ...result.others.map((one) => `${one.chapter}: ${one.request}`),
    ...unused.map(([{ name }]) => `documented, but does not occur: ${name}`),
  ];
}

function differenceLines(difference: Difference): readonly string[] {
  const { chapter, title, request, engine, proxy } = difference;
  return [
    `${chapter}${title && `, ${title}`}: ${request}`,
    ...["engine:", ...cut(engine)].map((line) => `  ${line}`),
    ...["proxy:", ...cut(proxy)].map((line) => `  ${line}`),
    "",
  ];
}

function cut(text: string): readonly string[] {
  return text
    .slice(0, 1_200)
    .split("\n")
    .map((line) => `  ${line}`);
}
