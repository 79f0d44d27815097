import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { byFeature } from "../environment/outputs-before-features.ts";
import { cliError } from "../errors.ts";
import { type ByStrategy, mapStrategies } from "../strategies/strategy.ts";
import type { Comparison } from "./comparison.ts";
import type { StrategyFigures } from "./figures.ts";
import { queuedBy } from "./strategy-answer.ts";
import type { StrategyOutcome } from "./strategy-outcome.ts";

const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Keeps a comparison as `<run>.json`, whole or not at all. */
export async function saveComparison(comparison: Comparison, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${comparison.run}.json`);
  await writeFile(`${file}.partial`, `${JSON.stringify(comparison, null, 2)}\n`);
  await rename(`${file}.partial`, file);
  return file;
}

/**
 * Reads a comparison by its run, or an environment's latest.
 *
 * @throws SpillwayError RUN_NOT_FOUND, RUN_FILE_INVALID
 */
export async function loadComparison(
  folder: string,
  run: string,
  environment: string,
): Promise<Comparison> {
  const hint = `Make one first: spillway compare --environment ${environment}`;
  if (run !== "latest") {
    const text = RUN_ID.test(run)
      ? await readFile(join(folder, `${run}.json`), "utf8").catch(() => undefined)
      : undefined;
    if (text !== undefined) return parseComparison(text, run);
    const known = (await runsOf(folder)).slice(-5).reverse();
    throw cliError("RUN_NOT_FOUND", `there is no comparison "${run}" in ${folder}`, {
      hint: known.length === 0 ? hint : `The latest are: ${known.join(", ")}`,
    });
  }
  const comparisons: Comparison[] = [];
  for (const id of await runsOf(folder)) {
    const comparison = comparisonIn(await readFile(join(folder, `${id}.json`), "utf8"));
    if (comparison?.outputs.environment === environment) comparisons.push(comparison);
  }
  const latest = comparisons.sort((a, b) => a.startedAt.localeCompare(b.startedAt)).at(-1);
  if (latest !== undefined) return latest;
  throw cliError("RUN_NOT_FOUND", `no comparison of "${environment}" was kept`, { hint });
}

async function runsOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

function parseComparison(text: string, run: string): Comparison {
  const comparison = comparisonIn(text);
  if (comparison !== undefined) return comparison;
  throw cliError("RUN_FILE_INVALID", `the comparison "${run}" can't be read`, {
    hint: "It is from another version, or was changed: compare again.",
  });
}

function comparisonIn(text: string): Comparison | undefined {
  try {
    return currentComparison(JSON.parse(text));
  } catch {
    return undefined;
  }
}

// Only this program writes these files: the version says their whole form.
function currentComparison(document: unknown): Comparison | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  if (!("version" in document && "strategies" in document && "outputs" in document)) {
    return undefined;
  }
  if (document.version === 4) return document as Comparison & typeof document;
  // Until then every region was priced as us-east-1.
  const priced = { ...document, version: 4, prices: { region: "us-east-1", asOf: "2025-11" } };
  if (document.version === 3) return priced as unknown as Comparison;
  // Before there were features the strategies stood at the top of the outputs.
  const later = { ...priced, outputs: byFeature(document.outputs) };
  if (document.version === 2) return later as unknown as Comparison;
  if (document.version !== 1) return undefined;
  return fromVersion1(later as unknown as ComparisonOfVersion1);
}

/** As it was when there were two strategies. */
type ComparisonOfVersion1 = Omit<Comparison, "strategies"> & {
  readonly strategies: ByStrategy<{
    readonly figures: Omit<StrategyFigures, "queued" | "functionSeconds">;
    readonly outcome: StrategyOutcome;
  }>;
};

function fromVersion1(saved: ComparisonOfVersion1): Comparison {
  const strategies = mapStrategies(saved.strategies, ({ figures, outcome }) => {
    const { functionSeconds, report } = outcome;
    return { outcome, figures: { ...figures, queued: queuedBy(report), functionSeconds } };
  });
  return { ...saved, strategies };
}
