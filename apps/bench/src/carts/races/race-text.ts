import type { Violation } from "./check/violation.ts";
import type { UnitCount } from "./model/line-model.ts";

/** What a race is shown by. */
export interface RaceResult {
  readonly name: string;
  readonly operations: number;
  readonly unknown: number;
  readonly deaths: number;
  readonly overdue: number;
  readonly throttled: number;
  readonly orders: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly units: UnitCount;
  readonly violations: readonly Violation[];
}

const SHOWN = 3;

/** Results of races, for people. */
export function raceText(
  conditions: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly clients: number;
    readonly users: number;
    readonly writeUnits: number;
    readonly serverErrorRate: number;
    readonly dropRate: number;
    readonly deathRate: number;
  },
  results: readonly RaceResult[],
): string {
  const { serverErrorRate, dropRate, deathRate } = conditions;
  return [
    `${conditions.cpu}, ${conditions.cores} cores, Node ${conditions.node}; DynamoDB Local behind capacity-proxy`,
    `${conditions.clients} clients, ${conditions.users} users, ${conditions.writeUnits} write units; ${percent(serverErrorRate)} of requests answered by 500, ${percent(dropRate)} cut, ${percent(deathRate)} of processes died`,
    ...results.flatMap(resultText),
  ].join("\n");
}

function resultText(result: RaceResult): string[] {
  const { units, violations, refused } = result;
  const refusals = Object.entries(refused).map(([code, count]) => `${count} × ${code}`);
  return [
    "",
    `${result.name}: ${result.operations} operations in ${result.seconds.toFixed(1)} s, ${result.orders} orders kept`,
    `  ${result.throttled} writes throttled, ${result.unknown} attempts without an answer that tells, ${result.deaths} processes died, ${result.overdue} requests took longer than they are remembered`,
    `  refused: ${refusals.join(", ") || "nothing"}`,
    `  ${units.came} units came: ${units.ordered} ordered, ${units.removed} removed, ${units.expired} expired, ${units.inCart} in carts`,
    `  ${violations.length} violations`,
    ...[...Map.groupBy(violations, ({ rule }) => rule)].flatMap(([rule, of]) => [
      `  ${rule}: ${of.length}`,
      ...of.slice(0, SHOWN).map(({ message }) => `    ${message}`),
    ]),
  ];
}

function percent(share: number): string {
  return `${share * 100} %`;
}
