import * as z from "zod";
import { KeptMap } from "../persistence/kept-map.ts";
import { type Exchange, succeeded } from "./exchange.ts";
import type { Route } from "./gateway.ts";
import type { Upstream } from "./upstream.ts";

const tags = z.record(z.string(), z.string());
/** By a target's ARN, its tags. */
export const autoscalingTagsSchema = tags;
type TagsByTarget = KeptMap<z.infer<typeof tags>>;
const registration = z.object({ Tags: tags.optional() });
const registered = z.object({ ScalableTargetARN: z.string() });
const tagRequest = z.object({
  ResourceARN: z.string(),
  Tags: tags.default({}),
  TagKeys: z.array(z.string()).default([]),
});

const OPERATIONS = [
  "RegisterScalableTarget",
  "ListTagsForResource",
  "TagResource",
  "UntagResource",
];

/**
 * Tags of Application Auto Scaling's targets, which moto 5.2 does not have: asked for them it answers
 * with a 500. Kept here from RegisterScalableTarget and TagResource.
 */
export function autoscalingTagsRoute(
  moto: Upstream,
  tagsOf: TagsByTarget = KeptMap.inMemory(),
): Route {
  async function register(exchange: Exchange, sent: unknown): Promise<void> {
    const answer = await moto.fetch(exchange);
    const { Tags: given } = registration.parse(sent);
    if (succeeded(answer) && given !== undefined) {
      const { ScalableTargetARN: arn } = registered.parse(JSON.parse(answer.body.toString("utf8")));
      tagsOf.set(arn, given);
    }
    exchange.answer(answer);
  }

  function change(operation: string, sent: unknown): Record<string, unknown> {
    const { ResourceARN: arn, Tags: given, TagKeys: keys } = tagRequest.parse(sent);
    const held = tagsOf.get(arn) ?? {};
    if (operation === "ListTagsForResource") return { Tags: held };
    const changed = Object.entries({ ...held, ...given }).filter(([key]) => !keys.includes(key));
    tagsOf.set(arn, Object.fromEntries(changed));
    return {};
  }

  return {
    accepts: ({ service, operation = "" }) =>
      service === "application-autoscaling" && OPERATIONS.includes(operation),
    async handle(exchange) {
      const { operation = "" } = exchange;
      const sent: unknown = JSON.parse((await exchange.body()).toString("utf8"));
      if (operation === "RegisterScalableTarget") return register(exchange, sent);
      exchange.reply(200, JSON.stringify(change(operation, sent)), {
        "content-type": "application/x-amz-json-1.1",
      });
    },
  };
}
