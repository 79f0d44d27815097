import { type FunctionReference, functionReference } from "../../lambda-host/function-reference.ts";
import type { Cors } from "../../lambda-http/cors.ts";
import type { ToldParts } from "./told-api.ts";

/** How a JWT authorizer decides. */
export interface JwtSettings {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Where tokens are looked for, in order: `$request.header.Authorization`. */
  readonly identitySource: readonly string[];
}

/** Who may call a route. */
export type RouteAuthorization =
  | { readonly kind: "none" }
  | { readonly kind: "iam" }
  | { readonly kind: "jwt"; readonly jwt: JwtSettings; readonly scopes: readonly string[] };

/** A route, with what it leads to. */
export interface ApiRoute {
  /** `POST /jobs`, `ANY /{proxy+}` or `$default`. */
  readonly key: string;
  /** Undefined where it has no integration, or one that leads to no function. */
  readonly target: { readonly function: FunctionReference; readonly timeoutMs: number } | undefined;
  readonly authorization: RouteAuthorization;
}

/** Requests a second, and how many at once; undefined where the account's limit holds. */
export interface RouteLimits {
  readonly rate: number | undefined;
  readonly burst: number | undefined;
}

export interface ApiStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly limits: RouteLimits;
  /** Those of single routes, by their keys. */
  readonly routeLimits: Readonly<Record<string, RouteLimits>>;
  readonly accessLog: { readonly destinationArn: string; readonly format: string } | undefined;
}

/** An HTTP API as it is served. */
export interface HttpApi {
  readonly id: string;
  readonly cors: Cors | undefined;
  readonly routes: readonly ApiRoute[];
  /** By their names. */
  readonly stages: ReadonlyMap<string, ApiStage>;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** The ARN of the function of an integration, given itself or as the address of its invocations. */
export function integratedFunction(uri: string): string | undefined {
  const invoked =
    /^arn:[\w-]+:apigateway:[\w-]+:lambda:path\/[\d-]+\/functions\/(.+)\/invocations$/;
  const arn = invoked.exec(uri)?.[1] ?? uri;
  return /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(arn) ? arn : undefined;
}

/** Puts together what moto tells in parts. */
export function httpApi({ api, routes, integrations, authorizers, stages }: ToldParts): HttpApi {
  const targets = new Map<string, ApiRoute["target"]>(
    integrations.items.map(({ integrationId, integrationUri, timeoutInMillis }) => {
      const arn = integratedFunction(integrationUri ?? "");
      const timeoutMs = timeoutInMillis ?? DEFAULT_TIMEOUT_MS;
      const target = arn && { function: functionReference(arn), timeoutMs };
      return [`integrations/${integrationId}`, target || undefined];
    }),
  );
  const settings = new Map(
    authorizers.items.map(({ authorizerId, identitySource, jwtConfiguration }) => [
      authorizerId,
      jwtConfiguration && {
        issuer: jwtConfiguration.issuer,
        audience: jwtConfiguration.audience ?? [],
        identitySource: identitySource ?? [],
      },
    ]),
  );
  return {
    id: api.apiId,
    cors: corsOf(api),
    routes: routes.items.map(({ routeKey, target, authorizationType, ...rest }) => ({
      key: routeKey,
      target: targets.get(target ?? ""),
      authorization: authorizationOf(
        authorizationType ?? "NONE",
        settings.get(rest.authorizerId ?? ""),
        rest.authorizationScopes ?? [],
      ),
    })),
    stages: new Map(stages.items.map((stage) => [stage.stageName, stageOf(stage)])),
  };
}

function authorizationOf(
  type: string,
  jwt: JwtSettings | null | undefined,
  scopes: readonly string[],
): RouteAuthorization {
  if (type === "AWS_IAM") return { kind: "iam" };
  if (type === "NONE") return { kind: "none" };
  // An authorizer that is gone lets nobody through.
  return { kind: "jwt", jwt: jwt ?? { issuer: "", audience: [], identitySource: [] }, scopes };
}

function corsOf({ corsConfiguration: told }: ToldParts["api"]): Cors | undefined {
  if (told === undefined || told === null) return undefined;
  return {
    AllowCredentials: told.allowCredentials,
    AllowHeaders: told.allowHeaders,
    AllowMethods: told.allowMethods,
    AllowOrigins: told.allowOrigins,
    ExposeHeaders: told.exposeHeaders,
    MaxAge: told.maxAge,
  };
}

type ToldStage = ToldParts["stages"]["items"][number];

function stageOf(told: ToldStage): ApiStage {
  const { destinationArn, format } = told.accessLogSettings ?? {};
  return {
    name: told.stageName,
    variables: told.stageVariables ?? {},
    limits: limitsOf(told.defaultRouteSettings),
    routeLimits: Object.fromEntries(
      Object.entries(told.routeSettings ?? {}).map(([key, limits]) => [key, limitsOf(limits)]),
    ),
    accessLog: destinationArn && format ? { destinationArn, format } : undefined,
  };
}

function limitsOf(told: ToldStage["defaultRouteSettings"]): RouteLimits {
  return {
    rate: told?.throttlingRateLimit ?? undefined,
    burst: told?.throttlingBurstLimit ?? undefined,
  };
}
