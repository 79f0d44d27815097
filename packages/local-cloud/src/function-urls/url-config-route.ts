import * as z from "zod";
import type { Exchange } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { lambdaPath, qualifierIn } from "../gateway/lambda-path.ts";
import type { NotRun } from "../gateway/not-run.ts";
import { answerError, type LambdaError } from "../lambda-api/lambda-error.ts";
import { type FunctionReference, functionArn } from "../lambda-host/function-reference.ts";
import { corsSchema } from "../lambda-http/cors.ts";
import type { FunctionUrl, FunctionUrls } from "./function-url.ts";
import { functionUrlAddress } from "./url-host.ts";

export interface UrlConfigOptions {
  readonly urls: FunctionUrls;
  /** Whether there is such a function, and its alias. */
  readonly knows: (reference: FunctionReference) => Promise<boolean>;
  readonly endpoint: string;
  readonly region: string;
  readonly notRun: NotRun;
  readonly now: () => Date;
  /** A new id, of small letters and digits. */
  readonly newId: () => string;
}

const sentConfig = z.object({
  AuthType: z.enum(["NONE", "AWS_IAM"]).optional(),
  Cors: corsSchema.optional(),
  InvokeMode: z.enum(["BUFFERED", "RESPONSE_STREAM"]).optional(),
});

const MISSING: LambdaError = {
  status: 404,
  type: "ResourceNotFoundException",
  message: "The resource you requested does not exist.",
};

/**
 * What makes, tells, changes and deletes function URLs. moto 5.2 has none for aliases, and gives addresses
 * that lead nowhere, so all of it is here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html
 */
export function urlConfigRoute(options: UrlConfigOptions): Route {
  const { urls, knows, endpoint, region, notRun, now, newId } = options;

  const told = (id: string, url: FunctionUrl): string => JSON.stringify(toldOf(id, url));
  const toldOf = (id: string, url: FunctionUrl) => ({
    FunctionUrl: functionUrlAddress(id, region, endpoint),
    FunctionArn: functionArn(url, region),
    AuthType: url.authType,
    ...(url.cors && { Cors: url.cors }),
    CreationTime: url.created,
    LastModifiedTime: url.modified,
    InvokeMode: "BUFFERED",
  });

  async function change(exchange: Exchange, reference: FunctionReference): Promise<void> {
    const sent = sentConfig.safeParse(jsonIn(await exchange.body()));
    const held = urls.of(reference);
    const authType = sent.data?.AuthType ?? held?.[1].authType;
    if (!sent.success || authType === undefined) return answerError(exchange, invalid(sent.error));
    if (sent.data.InvokeMode === "RESPONSE_STREAM") {
      return notRun.refuse(exchange, "a response stream of a function URL", "leave it BUFFERED");
    }
    const isNew = exchange.method === "POST";
    if (!isNew && held === undefined) return answerError(exchange, MISSING);
    if (isNew && held !== undefined) return answerError(exchange, exists(reference, region));
    const modified = now().toISOString().replace("Z", "+0000");
    const [id, { created }] = held ?? [newId(), { created: modified }];
    const cors = sent.data.Cors ?? held?.[1].cors;
    const url = { ...reference, authType, created, modified, ...(cors && { cors }) };
    urls.set(id, url);
    exchange.reply(isNew ? 201 : 200, told(id, url));
  }

  return {
    accepts: (exchange) => exchange.service === "lambda" && placeOf(exchange) !== undefined,
    async handle(exchange) {
      const { reference, all } = placeOf(exchange) ?? { reference: { name: "" }, all: false };
      if (!(await knows(reference))) {
        return answerError(exchange, { ...MISSING, message: "Function does not exist" });
      }
      if (all) {
        const FunctionUrlConfigs = urls.allOf(reference.name).map(([id, url]) => toldOf(id, url));
        return exchange.reply(200, JSON.stringify({ FunctionUrlConfigs }));
      }
      if (exchange.method === "POST" || exchange.method === "PUT") {
        return change(exchange, reference);
      }
      const held = urls.of(reference);
      if (held === undefined) return answerError(exchange, MISSING);
      if (exchange.method !== "DELETE") return exchange.reply(200, told(...held));
      urls.delete(held[0]);
      exchange.reply(204, "");
    },
  };
}

function placeOf(
  exchange: Exchange,
): { readonly reference: FunctionReference; readonly all: boolean } | undefined {
  const place = lambdaPath(exchange.path);
  if (place?.kind !== "function" || !["url", "urls"].includes(place.part ?? "")) return undefined;
  const qualifier = place.qualifier ?? qualifierIn(exchange.query);
  const reference = { name: place.name, ...(qualifier !== undefined && { qualifier }) };
  return { reference, all: place.part === "urls" };
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function invalid(error: z.ZodError | undefined): LambdaError {
  const why = error === undefined ? "AuthType must not be null" : z.prettifyError(error);
  return {
    status: 400,
    type: "ValidationException",
    message: `1 validation error detected: ${why}`,
  };
}

function exists(reference: FunctionReference, region: string): LambdaError {
  return {
    status: 409,
    type: "ResourceConflictException",
    message: `Failed to create function url config for [functionArn = ${functionArn(reference, region)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  };
}
