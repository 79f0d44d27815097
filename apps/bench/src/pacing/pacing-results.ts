/** What came of one case. */
export interface PacingResult {
  readonly case: string;
  readonly burstSeconds: number;
  /** How long it took. */
  readonly seconds: number;
  /** The table and its indexes: units a second, and the share of them that was consumed. */
  readonly resources: readonly {
    readonly name: string;
    readonly writeUnits: number;
    readonly used: number;
  }[];
  /** Requests that were answered. */
  readonly requests: number;
  /** The share of them of which at least one write was refused. */
  readonly throttled: number;
  /** Records a second of the keys that are not hot, and of those that are. */
  readonly coldPerSecond: number;
  readonly hotPerSecond: number;
}

export interface PacingConditions {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly place: string;
  readonly seconds: number;
}

/** A table for people, and the ratios that the writer is held to. */
export function printed(conditions: PacingConditions, results: readonly PacingResult[]): string {
  const { cpu, cores, node, place, seconds } = conditions;
  const lines = [
    `${cpu}, ${cores} cores, Node ${node}; ${seconds} s each, five requests in flight`,
    `${place}; a new table begins with one second's units and saves what it does not use`,
  ];
  for (const { case: name, burstSeconds, resources, ...result } of results) {
    const used = resources.map(
      (part) => `${percent(part.used)} of ${part.name} at ${part.writeUnits} units`,
    );
    lines.push(
      "",
      `${name} (saves up to ${burstSeconds} s)`,
      `  used ${used.join(", ")}`,
      `  ${percent(result.throttled)} of ${result.requests} requests throttled`,
      `  ${result.coldPerSecond.toFixed(1)} records/s of one unit, ${result.hotPerSecond.toFixed(1)} of ten (those of the hot key, where there is one)`,
    );
  }
  const ratios = [
    ratio("bottleneck used, paced to naive", bottleneckOf("paced"), bottleneckOf("naive")),
    ratio(
      "slow table used, paced to naive",
      bottleneckOf("paced, slow table"),
      bottleneckOf("naive, slow table"),
    ),
    ratio(
      "other keys' records with a hot key to without",
      coldOf("paced, hot key"),
      coldOf("paced, no hot key"),
    ),
    ratio(
      "other keys' records with a hot key, paced to naive",
      coldOf("paced, hot key"),
      coldOf("naive, hot key"),
    ),
  ].filter((line) => line !== undefined);
  return [...lines, ...(ratios.length > 0 ? ["", ...ratios] : [])].join("\n");

  function named(name: string): PacingResult | undefined {
    return results.find((result) => result.case === name);
  }
  function bottleneckOf(name: string): number | undefined {
    const of = named(name);
    return of && Math.max(...of.resources.map(({ used }) => used));
  }
  function coldOf(name: string): number | undefined {
    return named(name)?.coldPerSecond;
  }
}

function ratio(what: string, one: number | undefined, other: number | undefined) {
  if (one === undefined || other === undefined) return undefined;
  return `${what}: ${(one / other).toFixed(3)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
