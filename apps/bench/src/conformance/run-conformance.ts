import { startCapacityProxy } from "@spillway/capacity-proxy";
import { SHORT_LIVED_JAVA, startDynamoDbLocal } from "@spillway/testkit";
import type { Difference } from "./compare/difference.ts";
import {
  DOCUMENTED_DIFFERENCES,
  type DocumentedDifference,
} from "./compare/documented-differences.ts";
import { type ChapterResult, runChapter } from "./run-chapter.ts";
import { Side } from "./side.ts";
import type { Chapter } from "./step.ts";

/** Both start at once, and on a busy machine one alone can take a minute. */
const START_TIMEOUT_MS = 180_000;

/** What a run found. */
export interface ConformanceResult {
  readonly requests: number;
  readonly alike: number;
  /** How often each documented difference occurred. */
  readonly documented: ReadonlyMap<DocumentedDifference, number>;
  readonly others: readonly Difference[];
  readonly chapters: readonly {
    readonly name: string;
    readonly requests: number;
    readonly seconds: number;
  }[];
}

export interface ConformanceOptions {
  /** Leaves the proxy out: what differs then between two engines is the suite's fault. Default false. */
  readonly control?: boolean;
}

/**
 * Sends every request of the chapters to DynamoDB Local and, through capacity-proxy, to another one,
 * and compares the answers. Two engines, so that each has the same tables and nothing else.
 *
 * @throws what starting DynamoDB Local throws: it needs Java 17 or newer
 */
export async function runConformance(
  chapters: readonly Chapter[],
  { control = false }: ConformanceOptions = {},
): Promise<ConformanceResult> {
  // A running endpoint that DYNAMODB_LOCAL_ENDPOINT names has tables of others, and there is only one.
  const { DYNAMODB_LOCAL_ENDPOINT: _, ...own } = process.env;
  const env = { ...SHORT_LIVED_JAVA, ...own };
  const options = { env, startTimeoutMs: START_TIMEOUT_MS };
  const starting = [startDynamoDbLocal(options), startDynamoDbLocal(options)] as const;
  const engines = await Promise.all(starting).catch(async (error: unknown) => {
    for (const engine of await Promise.allSettled(starting)) {
      if (engine.status === "fulfilled") await engine.value.close();
    }
    throw error;
  });
  const proxy = await startCapacityProxy({ target: engines[1].endpoint });
  const sides = [
    new Side(engines[0].endpoint),
    new Side(control ? engines[1].endpoint : proxy.url),
  ] as const;
  try {
    const results: (ChapterResult & { name: string; seconds: number })[] = [];
    for (const chapter of chapters) {
      const startedMs = performance.now();
      const result = await runChapter(chapter, ...sides);
      const seconds = (performance.now() - startedMs) / 1_000;
      results.push({ ...result, name: chapter.name, seconds });
    }
    return sum(results);
  } finally {
    for (const side of sides) side.close();
    await proxy.close();
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

function sum(
  chapters: readonly (ChapterResult & { name: string; seconds: number })[],
): ConformanceResult {
  const requests = chapters.reduce((total, chapter) => total + chapter.requests, 0);
  const documented = new Map(DOCUMENTED_DIFFERENCES.map((one) => [one, 0]));
  const others: Difference[] = [];
  const differences = chapters.flatMap((chapter) => chapter.differences);
  for (const difference of differences) {
    const entry = DOCUMENTED_DIFFERENCES.find(({ fits }) => fits(difference));
    if (entry === undefined) others.push(difference);
    else documented.set(entry, (documented.get(entry) ?? 0) + 1);
  }
  return { requests, alike: requests - differences.length, documented, others, chapters };
}
