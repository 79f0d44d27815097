import type { SqsRequest } from "./sqs-request.ts";

const NAME = "RedriveAllowPolicy";
/** Asked in its place when nothing else was asked: it tells whether the queue exists. */
const STAND_IN = "QueueArn";

/** A change of a GetQueueAttributes request that moto can answer, and of its answer. */
export interface AttributesPatch {
  readonly body: string;
  answer(body: string): string;
}

/**
 * The RedriveAllowPolicy of queues: which queues may use one as their dead-letter queue. moto 5.2
 * takes it and never gives it back, and refuses a question for it by name.
 */
export class RedriveAllowPolicies {
  readonly #policies = new Map<string, string>();

  /** Notes what a successful request set or ended. */
  follow(request: SqsRequest): void {
    const { action, queue } = request;
    if (queue === undefined) return;
    if (action === "DeleteQueue") this.#policies.delete(queue);
    if (action !== "SetQueueAttributes" && action !== "CreateQueue") return;
    const policy = request.protocol === "json" ? inJson(request.body) : inForm(request.form);
    if (policy === "") this.#policies.delete(queue);
    else if (policy !== undefined) this.#policies.set(queue, policy);
  }

  /** How a GetQueueAttributes request and its answer must be changed; undefined for not at all. */
  patch(request: SqsRequest): AttributesPatch | undefined {
    const names = askedNames(request);
    const asked = names.includes(NAME);
    if (!asked && !names.includes("All")) return undefined;
    const kept = names.filter((name) => name !== NAME);
    const standIn = kept.length === 0;
    const body = withNames(request, standIn ? [STAND_IN] : kept);
    const policy = this.#policies.get(request.queue ?? "");
    const answer = request.protocol === "json" ? patchedJson : patchedXml;
    return { body, answer: (text) => answer(text, policy, standIn) };
  }
}

function inJson(body: Readonly<Record<string, unknown>>): string | undefined {
  const attributes = body.Attributes;
  if (typeof attributes !== "object" || attributes === null || !(NAME in attributes)) {
    return undefined;
  }
  return String(attributes[NAME]);
}

function inForm(form: URLSearchParams): string | undefined {
  for (const [key, value] of form) {
    if (value !== NAME || !key.endsWith(".Name")) continue;
    return form.get(key.replace(/Name$/, "Value")) ?? undefined;
  }
  return undefined;
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
  const kept = [...request.form].filter(([key]) => !key.startsWith("AttributeName"));
  const numbered = names.map((name, index) => [`AttributeName.${index + 1}`, name]);
  return new URLSearchParams([...kept, ...numbered] as [string, string][]).toString();
}

function patchedJson(text: string, policy: string | undefined, standIn: boolean): string {
  const answer: { Attributes?: Record<string, string> } = JSON.parse(text);
  const attributes = standIn ? {} : { ...answer.Attributes };
  if (policy !== undefined) attributes[NAME] = policy;
  return JSON.stringify(Object.keys(attributes).length === 0 ? {} : { Attributes: attributes });
}

function patchedXml(text: string, policy: string | undefined, standIn: boolean): string {
  const left = standIn ? text.replace(/<Attribute>[\s\S]*?<\/Attribute>/g, "") : text;
  if (policy === undefined) return left;
  const attribute = `<Attribute><Name>${NAME}</Name><Value>${escapeXml(policy)}</Value></Attribute>`;
  return left.includes("</GetQueueAttributesResult>")
    ? left.replace("</GetQueueAttributesResult>", () => `${attribute}</GetQueueAttributesResult>`)
    : left.replace(
        /<GetQueueAttributesResult\s*\/>/,
        () => `<GetQueueAttributesResult>${attribute}</GetQueueAttributesResult>`,
      );
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
