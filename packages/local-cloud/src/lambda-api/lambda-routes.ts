import { randomBytes } from "node:crypto";
import type { FunctionUrls } from "../function-urls/function-url.ts";
import { urlConfigRoute } from "../function-urls/url-config-route.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { Functions } from "../lambda-host/start-functions.ts";
import type { RoleMay } from "./dead-letter-error.ts";
import { deploymentRoute } from "./deployment-route.ts";
import { eventInvokeConfigRoute } from "./event-invoke-config-route.ts";
import { functionAnswerRoute } from "./function-answer-route.ts";
import { invokeRoute } from "./invoke-route.ts";
import { layerRoute } from "./layer-route.ts";
import { notRunRoute } from "./not-run-route.ts";

const URL_ID_BYTES = 16;

export interface LambdaRoutesOptions {
  readonly functions: Functions;
  readonly urls: FunctionUrls;
  readonly moto: Upstream;
  /** The gateway. */
  readonly endpoint: string;
  readonly region: string;
  readonly notRun: NotRun;
  readonly roleMay: RoleMay;
}

/** What the gateway answers itself, or changes, of requests to Lambda in one region. */
export function lambdaRoutes(options: LambdaRoutesOptions): readonly Route[] {
  const { functions, urls, ...shared } = options;
  return [
    invokeRoute({ ...functions, ...shared }),
    deploymentRoute({ ...functions, ...shared }),
    layerRoute({ ...functions, ...shared }),
    functionAnswerRoute(shared),
    notRunRoute(shared.notRun),
    eventInvokeConfigRoute({
      ...shared,
      configs: functions.eventConfigs,
      find: functions.find,
      now: Date.now,
    }),
    urlConfigRoute({
      ...shared,
      urls,
      knows: (reference) => functions.host.knows(reference),
      now: () => new Date(),
      newId: () => randomBytes(URL_ID_BYTES).toString("hex"),
    }),
  ];
}
