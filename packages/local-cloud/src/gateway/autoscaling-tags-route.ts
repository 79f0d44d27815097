import type { Route } from "./gateway.ts";

/**
 * Application Auto Scaling's ListTagsForResource, which moto answers with a 500. The provider asks
 * for it after each scalable target; the tags it wrote itself are what it compares, so none is told.
 */
export function autoscalingTagsRoute(): Route {
  return {
    accepts: (exchange) =>
      exchange.service === "application-autoscaling" &&
      exchange.operation === "ListTagsForResource",
    async handle(exchange) {
      exchange.reply(200, JSON.stringify({ Tags: {} }), {
        "content-type": "application/x-amz-json-1.1",
      });
    },
  };
}
