import type { Exchange } from "../../gateway/exchange.ts";
import type { InvokeFunction } from "../../lambda-host/lambda-host.ts";
import type { LoggedValues } from "../access-log/access-log-line.ts";
import type { ApiPlace } from "../api-place.ts";
import type { IamAuthorizerOptions } from "../authorizers/iam-authorizer.ts";
import type { JwtAuthorizerOptions } from "../authorizers/jwt-authorizer.ts";
import type { HttpApi } from "../definition/http-api.ts";
import type { KnownApis } from "../definition/known-apis.ts";
import type { MatchedStage } from "./match-stage.ts";
import type { RouteThrottles } from "./route-throttles.ts";

/** What a request to an HTTP API came to. */
export interface ServedRequest {
  /** Of the API. */
  readonly api: string;
  readonly stage: string;
  /** Undefined where none takes it. */
  readonly route: string | undefined;
  readonly status: number;
  readonly latencyMs: number;
  /** How long the function took; undefined when it was not asked. */
  readonly integrationMs: number | undefined;
  /** Of the bodies, both ways. */
  readonly bytes: number;
}

/** What a region has behind its HTTP APIs. */
export interface RegionOfApis {
  readonly name: string;
  readonly apis: Pick<KnownApis, "get">;
  readonly invoke: InvokeFunction;
  readonly observe: (served: ServedRequest) => void;
  /** Writes a line of an access log into a log group. */
  readonly log: (destinationArn: string, stream: string, line: string) => void;
}

export interface HttpApiOptions extends IamAuthorizerOptions, JwtAuthorizerOptions {
  /** The region of an API; those that are in use where the address does not name one. */
  readonly regionsOf: (region: string | undefined) => readonly RegionOfApis[];
  readonly throttles: RouteThrottles;
  /** Why API Gateway may not invoke a function; undefined when its policy lets it. */
  readonly invokeRefusal: (functionArn: string, sourceArn: string) => Promise<string | undefined>;
}

/** A request to a stage of an HTTP API. */
export interface ApiCall {
  readonly exchange: Exchange;
  readonly place: ApiPlace;
  readonly region: RegionOfApis;
  readonly api: HttpApi;
  readonly stage: MatchedStage;
  readonly requestId: string;
  readonly at: Date;
}

/** Values for the access log that become known on the way. */
export type Logged = Record<string, LoggedValues[string]>;
