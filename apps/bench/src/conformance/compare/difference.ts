import { isInterim, type RawAnswer } from "../exchange/raw-answer.ts";
import { comparable, comparableText } from "./comparable.ts";

/** One request that was answered otherwise through the proxy. */
export interface Difference {
  readonly chapter: string;
  readonly title: string;
  /** The request in one line. */
  readonly request: string;
  /** Status, headers and body without what is new each time. */
  readonly engine: string;
  readonly proxy: string;
}

/** The answers to one request as one text; interim ones (100) are any server's choice. */
export function answersText(answers: readonly RawAnswer[]): string {
  const final = answers.filter((answer) => !isInterim(answer));
  return final.map((answer) => comparableText(comparable(answer))).join("\n---\n");
}

/** `200`, or the exception's name without its namespace; for where more is chance. */
export function kindOf(answers: readonly RawAnswer[]): string {
  const answer = answers.at(-1);
  const status = / (\d{3})\b/.exec(answer?.statusLine ?? "")?.[1];
  if (status === "200") return "200";
  const type = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(answer?.body.toString() ?? "")?.[1];
  return type ?? status ?? answer?.statusLine ?? "none";
}
