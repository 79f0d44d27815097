import * as z from "zod";
import { KeptMap } from "../persistence/kept-map.ts";
import type { SqsRequest } from "./sqs-request.ts";

/**
 * Attributes of queues that moto 5.2 loses or rewrites: it drops a Policy at the next change of any
 * other attribute, gives RedrivePolicy back as other text, and RedriveAllowPolicy not at all.
 */
const KEPT = ["Policy", "RedrivePolicy", "RedriveAllowPolicy"];
/** Asked by name, it is an error for moto. */
const UNKNOWN_TO_MOTO = "RedriveAllowPolicy";
/** Asked in its place when nothing else was asked: it tells whether the queue exists. */
const STAND_IN = "QueueArn";

/** A change of a GetQueueAttributes request that moto can answer, and of its answer. */
export interface AttributesPatch {
  readonly body: string;
  answer(body: string): string;
}

type Attributes = Record<string, string>;

/** By a queue's name, its kept attributes. */
export const keptAttributesSchema = z.record(z.string(), z.string());

/** Remembers what clients set, as they wrote it, and lays it over what moto answers. */
export class KeptAttributes {
  readonly #queues: KeptMap<Attributes>;

  constructor(queues: KeptMap<Attributes> = KeptMap.inMemory()) {
    this.#queues = queues;
  }

  /** Notes what a successful request set or ended. */
  follow(request: SqsRequest): void {
    const { action, queue } = request;
    if (queue === undefined) return;
    if (action === "DeleteQueue") this.#queues.delete(queue);
    if (action !== "SetQueueAttributes" && action !== "CreateQueue") return;
    const sent = request.protocol === "json" ? inJson(request.body) : inForm(request.form);
    const names = Object.keys(sent).filter((name) => KEPT.includes(name));
    if (names.length === 0) return;
    const kept = { ...this.#queues.get(queue), ...sent };
    // An empty text takes an attribute away.
    const left = Object.entries(kept).filter(([name, text]) => KEPT.includes(name) && text !== "");
    this.#queues.set(queue, Object.fromEntries(left));
  }

  /** A queue's policy as it was set; undefined when it has none. */
  policyOf(queue: string): string | undefined {
    return this.#queues.get(queue)?.Policy;
  }

  /** Notes a queue's policy as moto has it now; undefined when it has none. */
  keepPolicy(queue: string, policy: string | undefined): void {
    const { Policy: _old, ...others } = this.#queues.get(queue) ?? {};
    this.#queues.set(queue, policy === undefined ? others : { ...others, Policy: policy });
  }

  /** How a GetQueueAttributes request and its answer must be changed; undefined for not at all. */
  patch(request: SqsRequest): AttributesPatch | undefined {
    const names = askedNames(request);
    const wanted = KEPT.filter((name) => names.includes(name) || names.includes("All"));
    if (wanted.length === 0) return undefined;
    const passed = names.filter((name) => name !== UNKNOWN_TO_MOTO);
    const standIn = passed.length === 0;
    const kept = this.#queues.get(request.queue ?? "") ?? {};
    const overlay = Object.fromEntries(
      Object.entries(kept).filter(([name]) => wanted.includes(name)),
    );
    const replaced = standIn ? [STAND_IN, ...Object.keys(overlay)] : Object.keys(overlay);
    const answer = request.protocol === "json" ? patchedJson : patchedXml;
    return {
      body: withNames(request, standIn ? [STAND_IN] : passed),
      answer: (text) => answer(text, replaced, overlay),
    };
  }
}

function inJson(body: Readonly<Record<string, unknown>>): Attributes {
  const { Attributes: attributes } = body;
  if (typeof attributes !== "object" || attributes === null) return {};
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, `${value}`]));
}

/** `Attribute.N.Name` and `Attribute.N.Value`. */
function inForm(form: URLSearchParams): Attributes {
  const found = [...form].filter(([key]) => /^Attribute\.\d+\.Name$/.test(key));
  return Object.fromEntries(
    found.map(([key, name]) => [name, form.get(key.replace(/Name$/, "Value")) ?? ""]),
  );
}

function askedNames(request: SqsRequest): string[] {
  if (request.protocol === "query") {
    return [...request.form].filter(([key]) => key.startsWith("AttributeName")).map(([, v]) => v);
  }
  const names = request.body.AttributeNames;
  return Array.isArray(names) ? names.map(String) : [];
}

function withNames(request: SqsRequest, names: readonly string[]): string {
  if (request.protocol === "json") {
    return JSON.stringify({ ...request.body, AttributeNames: names });
  }
  const form = new URLSearchParams(
    [...request.form].filter(([key]) => !key.startsWith("AttributeName")),
  );
  for (const [index, name] of names.entries()) form.append(`AttributeName.${index + 1}`, name);
  return form.toString();
}

function patchedJson(text: string, replaced: readonly string[], overlay: Attributes): string {
  const answer: { Attributes?: Attributes } = JSON.parse(text);
  const left = Object.entries(answer.Attributes ?? {}).filter(([name]) => !replaced.includes(name));
  const attributes = { ...Object.fromEntries(left), ...overlay };
  return JSON.stringify(Object.keys(attributes).length === 0 ? {} : { Attributes: attributes });
}

function patchedXml(text: string, replaced: readonly string[], overlay: Attributes): string {
  const left = text.replace(
    /<Attribute>\s*<Name>([^<]*)<\/Name>[\s\S]*?<\/Attribute>/g,
    (attribute, name: string) => (replaced.includes(name) ? "" : attribute),
  );
  const added = Object.entries(overlay)
    .map(
      ([name, value]) =>
        `<Attribute><Name>${name}</Name><Value>${escaped(value)}</Value></Attribute>`,
    )
    .join("");
  const END = "</GetQueueAttributesResult>";
  return left
    .replace(/<GetQueueAttributesResult\s*\/>/, `<GetQueueAttributesResult>${END}`)
    .replace(END, () => added + END);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
