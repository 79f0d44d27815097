import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { benchItem } from "../writing/bench-items.ts";

/** How the bench's records are written. */
export type Format = "csv" | "jsonl";

const NAMES = "pk,customer,email,status,city,amount,quantity,gift,note";
/** Records that are made at once: about 64 KB, as a file's read stream gives them. */
const AT_ONCE = 440;

/** The item of the writing bench, about 150 bytes of CSV; the note of one in 97 holds a delimiter. */
function recordOf(n: number) {
  const item = benchItem(n);
  return n % 97 === 0 ? { ...item, note: `${item.note}, please` } : item;
}

/** A field with the delimiter in it is quoted: one line in 97 has one. */
function csvLine(n: number): string {
  const fields = Object.values(recordOf(n)).map(String);
  return fields.map((text) => (text.includes(",") ? `"${text}"` : text)).join(",");
}

/** The text of `count` records, made as it is asked for. */
export function* generatedText(format: Format, count: number): Generator<string> {
  if (format === "csv") yield `${NAMES}\n`;
  const line = format === "csv" ? csvLine : (n: number) => JSON.stringify(recordOf(n));
  for (let from = 0; from < count; from += AT_ONCE) {
    let text = "";
    for (let n = from; n < Math.min(count, from + AT_ONCE); n += 1) text += `${line(n)}\n`;
    yield text;
  }
}

/** Writes `count` records to a file. */
export async function writeGenerated(path: string, format: Format, count: number): Promise<void> {
  const file = createWriteStream(path);
  for (const text of generatedText(format, count)) {
    if (!file.write(text)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}
