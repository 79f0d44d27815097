import type { Cloud } from "./cloud.ts";
import { endOf, rejectLines, submitFile } from "./job.ts";
import { progressLine, reportLine } from "./told.ts";
import { csvOf, USER_KEYS, usersOf } from "./users.ts";

const LINES = 20_000;
const BAD_EVERY = 100;

/** A file with bad lines: loaded behind the answer, its rejects mended, and loaded too. */
export async function showFile({ client, jobs, table }: Cloud, say: (text: string) => void) {
  const run = `demo-${Date.now().toString(36)}`;
  const users = usersOf(run, LINES);
  const isBad = (index: number) => index % BAD_EVERY === BAD_EVERY - 1;
  const request = { table, keys: USER_KEYS };

  say(
    `1. A CSV of ${LINES.toLocaleString("en")} users, each ${BAD_EVERY}th without an id, for table ${table}.\n`,
  );
  const content = csvOf(users, isBad);
  const first = await submitFile(client, { name: "users.csv", content, request });
  say(`   POST /jobs   202 in ${Math.round(first.answeredInMs)} ms: job ${first.id}`);
  let last = "";
  const loaded = await endOf(client, first.id, (job) => {
    const line = progressLine(job);
    if (line !== last) say(`   GET /jobs/…  ${line}`);
    last = line;
  });
  say(`\n   ${reportLine(loaded)}\n`);

  const rejects = await rejectLines(client, first.id);
  say(`2. What was not written, with its reason, such as\n\n   ${rejects[0]}\n`);
  const mended = rejects.map((line) => mendedLine(line, run)).join("\n");
  const second = await submitFile(client, {
    ...{ name: "mended.jsonl", content: `${mended}\n`, format: "rejects", request },
  });
  const again = await endOf(client, second.id);
  say(
    `   Their ids put back and submitted again: ${reportLine(again)}\n   Workers at once: ${jobs.maximum_concurrency} at most, all at one pace.`,
  );
  return {
    ...{ run, lines: LINES, badEvery: BAD_EVERY, table, bytes: first.bytes },
    answeredInMs: first.answeredInMs,
    ...{ job: loaded, rejects: rejects.length, mended: again },
  };
}

/** Gives a user whose id is missing the one that the number in the address tells. */
function mendedLine(line: string, run: string): string {
  const reject = JSON.parse(line) as { readonly fields: { readonly email: string } };
  const number = /\d+/.exec(reject.fields.email)?.[0] ?? "";
  const fields = { ...reject.fields, id: `${run}-${number.padStart(6, "0")}` };
  return JSON.stringify({ ...reject, fields });
}
