import * as z from "zod";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { lambdaPath } from "../gateway/lambda-path.ts";
import type { Upstream } from "../gateway/upstream.ts";
import { hexOf } from "../lambda-host/code/function-code.ts";
import { codePage } from "./code-page.ts";

export interface FunctionAnswerOptions {
  readonly moto: Upstream;
  /** The gateway. */
  readonly endpoint: string;
  readonly region: string;
}

const answered = z.looseObject({
  Configuration: z.looseObject({ FunctionName: z.string(), CodeSha256: z.string() }),
});

/** GetFunction: moto's answer, but that the code can be had at its `Location`. */
export function functionAnswerRoute({ moto, endpoint, region }: FunctionAnswerOptions): Route {
  return {
    accepts: isGetFunction,
    async handle(exchange) {
      const answer = await moto.fetch(exchange);
      if (!succeeded(answer)) return exchange.answer(answer);
      const found = answered.parse(JSON.parse(answer.body.toString("utf8")));
      const { FunctionName: name, CodeSha256 } = found.Configuration;
      const Location = `${endpoint}${codePage({ region, name, hash: hexOf(CodeSha256) })}`;
      const Code = { RepositoryType: "S3", Location };
      exchange.answer(answer, JSON.stringify({ ...found, Code }));
    },
  };
}

function isGetFunction({ service, method, path }: Exchange): boolean {
  const place = lambdaPath(path);
  if (service !== "lambda" || method !== "GET" || place?.kind !== "function") return false;
  return place.part === undefined;
}
