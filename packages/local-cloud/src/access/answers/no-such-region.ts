import type { Exchange } from "../../gateway/exchange.ts";
import { protocolOf } from "../read-service-request.ts";
import type { OwnAnswer } from "./error-answer.ts";
import { refusedAnswer } from "./refused-answer.ts";

/** What AWS answers to a request that is signed for what is no region. */
export function noSuchRegion(exchange: Exchange, region: string): OwnAnswer {
  const { service = "", method } = exchange;
  const protocol = protocolOf(exchange);
  const sentence = `Credential should be scoped to a valid region, not '${region}'.`;
  return refusedAnswer({ service, method, protocol }, "no-region", sentence);
}
