import { answersText, type Difference, kindOf } from "./compare/difference.ts";
import type { RawAnswer } from "./exchange/raw-answer.ts";
import { shortForm } from "./exchange/request-form.ts";
import type { Side } from "./side.ts";
import type { Ask, Chapter, Together } from "./step.ts";

/** What came of a chapter. */
export interface ChapterResult {
  readonly requests: number;
  readonly differences: readonly Difference[];
}

/** Sends a chapter's requests to both sides, step by step, and compares what they answer. */
export async function runChapter(
  { name, steps }: Chapter,
  engine: Side,
  proxy: Side,
): Promise<ChapterResult> {
  const differences: Difference[] = [];
  let requests = 0;
  for (const step of steps) {
    if (step.kind === "settle") {
      await Promise.all([engine, proxy].map((side) => side.settle(step.table, step.gone ?? false)));
    } else if (step.kind === "ask") {
      requests += 1;
      differences.push(...(await askBoth(name, step, engine, proxy)));
    } else {
      requests += step.forms.length;
      differences.push(...(await askBothTogether(name, step, engine, proxy)));
    }
  }
  return { requests, differences };
}

async function askBoth(
  chapter: string,
  { form, title = "", as, alike }: Ask,
  engine: Side,
  proxy: Side,
): Promise<readonly Difference[]> {
  const formFor = (side: Side) => (typeof form === "function" ? form(side) : form);
  const toProxy = formFor(proxy);
  const [ofEngine, ofProxy] = await Promise.all([
    engine.ask(formFor(engine), as),
    proxy.ask(toProxy, as),
  ]);
  const texts = { engine: answersText(ofEngine), proxy: answersText(ofProxy) };
  if (texts.engine === texts.proxy || isExpected(alike, ofEngine, ofProxy)) return [];
  return [{ chapter, title, request: shortForm(toProxy), ...texts }];
}

/** Whether the proxy's answer is of a kind that chance may bring. */
function isExpected(
  kinds: readonly string[] | undefined,
  ofEngine: readonly RawAnswer[],
  ofProxy: readonly RawAnswer[],
): boolean {
  return kinds !== undefined && [...kinds, kindOf(ofEngine)].includes(kindOf(ofProxy));
}

async function askBothTogether(
  chapter: string,
  step: Together,
  engine: Side,
  proxy: Side,
): Promise<readonly Difference[]> {
  const { title, forms, alike } = step;
  const [ofEngine, ofProxy] = await Promise.all([
    engine.askTogether(forms),
    proxy.askTogether(forms),
  ]);
  if (alike !== "answers") return unexpectedKinds(chapter, step, alike, ofEngine, ofProxy);
  const missing = new Map<string, number>();
  const count = (text: string, by: number) => missing.set(text, (missing.get(text) ?? 0) + by);
  for (const answers of ofEngine) count(answersText(answers), 1);
  for (const answers of ofProxy) count(answersText(answers), -1);
  const only = (sign: number) =>
    [...missing]
      .filter(([, more]) => Math.sign(more) === sign)
      .flatMap(([text, more]) => Array.from({ length: Math.abs(more) }, () => text));
  const [onlyEngine, onlyProxy] = [only(1), only(-1)];
  return onlyProxy.map((proxyText, place) => ({
    ...{ chapter, title, request: `one of ${forms.length} at once` },
    ...{ engine: onlyEngine[place] ?? "", proxy: proxyText },
  }));
}

function unexpectedKinds(
  chapter: string,
  { title, forms }: Together,
  expected: readonly string[],
  ofEngine: readonly (readonly RawAnswer[])[],
  ofProxy: readonly (readonly RawAnswer[])[],
): readonly Difference[] {
  const kinds = new Set([...expected, ...ofEngine.map(kindOf)]);
  return ofProxy.flatMap((answers, place) => {
    const form = forms[place];
    if (kinds.has(kindOf(answers)) || form === undefined) return [];
    const engine = `one of ${[...kinds].join(", ")}`;
    return [{ chapter, title, request: shortForm(form), engine, proxy: answersText(answers) }];
  });
}
