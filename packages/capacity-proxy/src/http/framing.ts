import type { MessageHead } from "./message-head.ts";

/** How long a body is: so many bytes, in chunks, or until the connection ends. */
export type Framing = number | "chunked" | "until-the-end";

const LENGTH = /^\d{1,15}$/;

/**
 * How long a request's body is.
 * https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 *
 * @returns undefined when two readers could disagree about it
 */
export function requestFraming(head: MessageHead): Framing | undefined {
  if (head.isRepeated("content-length") || head.isRepeated("transfer-encoding")) return undefined;
  const [length, coding] = [head.value("content-length"), head.value("transfer-encoding")];
  if (coding !== undefined) {
    return length === undefined && coding.toLowerCase() === "chunked" ? "chunked" : undefined;
  }
  if (length === undefined) return 0;
  return LENGTH.test(length) ? Number(length) : undefined;
}

/**
 * How long an answer's body is.
 *
 * @param method the request's
 */
export function answerFraming(head: MessageHead, method: string): Framing | undefined {
  const status = statusOf(head);
  if (status === undefined) return undefined;
  if (method === "HEAD" || status < 200 || status === 204 || status === 304) return 0;
  if (head.value("transfer-encoding")?.toLowerCase().endsWith("chunked")) return "chunked";
  const length = head.value("content-length");
  if (length === undefined) return "until-the-end";
  return LENGTH.test(length) ? Number(length) : undefined;
}

/** An answer's status; undefined when its first line is none. */
export function statusOf(head: MessageHead): number | undefined {
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(head.firstLine)?.[1];
  return status === undefined ? undefined : Number(status);
}
