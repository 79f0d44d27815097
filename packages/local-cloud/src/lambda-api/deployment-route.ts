import { isSpillwayError } from "@spillway/errors";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { lambdaPath, qualifierIn } from "../gateway/lambda-path.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { FunctionCode } from "../lambda-host/code/function-code.ts";
import type { Layers } from "../lambda-host/code/layers.ts";
import type { DeployedFunction } from "../lambda-host/deployed-function.ts";
import { type FunctionReference, functionReference } from "../lambda-host/function-reference.ts";
import { whyNotHere } from "../lambda-host/runtimes/runs-here.ts";
import { runtimeOf } from "../lambda-host/runtimes/runtime.ts";
import { ownBootstrap } from "../lambda-host/runtimes/runtime-command.ts";
import { codeSource } from "./code-source.ts";
import { deadLetterError, type RoleMay } from "./dead-letter-error.ts";
import { answerError, type LambdaError } from "./lambda-error.ts";
import { layerProblem, notRunOf, type Unrun } from "./not-run-function.ts";
import { codeOf, type SentFunction, sentFunction } from "./sent-function.ts";

export interface DeploymentOptions {
  readonly moto: Upstream;
  /** The gateway, where code in buckets is. */
  readonly endpoint: string;
  readonly region: string;
  readonly code: FunctionCode;
  readonly layers: Layers;
  /** A function as it is deployed; undefined when it is not. */
  readonly find: (reference: FunctionReference) => Promise<DeployedFunction | undefined>;
  readonly roleMay: RoleMay;
  readonly notRun: NotRun;
}

interface Deployment {
  readonly kind: "create" | "code" | "configuration" | "delete";
  /** "" when only the body tells. */
  readonly name: string;
}

const NAME = /^[a-zA-Z0-9-_]{1,64}$/;

/** A zip that can't be read, in a function or a layer. */
export const BAD_ZIP: LambdaError = {
  status: 400,
  type: "InvalidParameterValueException",
  message: "Could not unzip uploaded file. Please check your file, then try to upload again.",
};

/**
 * What deploys a function: its code is kept on its way to moto, wherever it comes from, and what can't be
 * run is refused. Goes with DeleteFunction. The answers are moto's own.
 */
export function deploymentRoute(options: DeploymentOptions): Route {
  const { moto, code } = options;
  return {
    accepts: (exchange) => exchange.service === "lambda" && deploymentIn(exchange) !== undefined,
    async handle(exchange) {
      const { kind, name } = deploymentIn(exchange) ?? { kind: "create", name: "" };
      if (kind === "delete") {
        const answer = await moto.fetch(exchange);
        if (succeeded(answer) && NAME.test(name)) await code.forget(name);
        return exchange.answer(answer);
      }
      const sent = sentFunction(await exchange.body());
      if (sent === undefined) return exchange.answer(await moto.fetch(exchange));
      const named = name || functionReference(sent.FunctionName ?? "").name;
      const checked = NAME.test(named)
        ? await checkedBody(exchange, { kind, name: named }, sent, options)
        : badName(named);
      if (typeof checked === "string" || Buffer.isBuffer(checked)) {
        return exchange.answer(await moto.fetch(exchange, { body: checked }));
      }
      if ("what" in checked) options.notRun.refuse(exchange, checked.what, checked.instead);
      else answerError(exchange, checked);
    },
  };
}

function deploymentIn(exchange: Exchange): Deployment | undefined {
  const { method, path, query } = exchange;
  const place = lambdaPath(path);
  if (place?.kind === "functions" && method === "POST") return { kind: "create", name: "" };
  if (place?.kind !== "function") return undefined;
  const { name, part, qualifier } = place;
  if (method === "PUT" && part === "code") return { kind: "code", name };
  if (method === "PUT" && part === "configuration") return { kind: "configuration", name };
  // With a qualifier only a published version goes; the function and its newest code stay.
  if (method !== "DELETE" || part !== undefined || (qualifier ?? qualifierIn(query))) {
    return undefined;
  }
  return { kind: "delete", name };
}

/** What moto is to get, its code in it; or why the function can't be deployed. */
async function checkedBody(
  exchange: Exchange,
  { kind, name }: Deployment,
  sent: SentFunction,
  options: DeploymentOptions,
): Promise<string | Buffer | LambdaError | Unrun> {
  const { layers, region, code, endpoint, find, roleMay } = options;
  const problem =
    notRunOf(sent) ??
    layerProblem(sent.Layers ?? [], layers, region) ??
    (await deadLetterError(name, sent, async () => (await find({ name }))?.role, roleMay));
  if (problem !== undefined) return problem;
  const body = await exchange.body();
  const sentCode = codeOf(sent);
  const zip = kind === "configuration" ? undefined : await codeSource(exchange, sentCode, endpoint);
  if (zip !== undefined && !Buffer.isBuffer(zip)) return zip;
  let codeDirectory: string | undefined;
  try {
    codeDirectory = zip && (await code.keep(name, zip));
  } catch (error) {
    if (isSpillwayError(error) && error.code === "FUNCTION_CODE_UNREADABLE") return BAD_ZIP;
    throw error;
  }
  const unrun = await ownRuntimeProblem(name, sent, codeDirectory, options);
  if (unrun !== undefined) return unrun;
  if (zip === undefined || sentCode.ZipFile !== undefined) return body;
  // moto reads buckets in its own way: no version, no region, and a 500 for what is missing.
  const ZipFile = zip.toString("base64");
  if (kind === "create") return JSON.stringify({ ...sent, Code: { ZipFile } });
  const { S3Bucket, S3Key, S3ObjectVersion, ...rest } = { ...sent, ...sentCode };
  return JSON.stringify({ ...rest, ZipFile });
}

/** Why the program that a function brings in place of a runtime can't run here. */
async function ownRuntimeProblem(
  name: string,
  sent: SentFunction,
  newCode: string | undefined,
  { find, layers }: DeploymentOptions,
): Promise<Unrun | undefined> {
  const isNew = sent.FunctionName !== undefined;
  const now = isNew ? undefined : await find({ name }).catch(() => undefined);
  const runtime = sent.Runtime === undefined ? now?.runtime : runtimeOf(sent.Runtime);
  const codeDirectory = newCode ?? now?.codeDirectory;
  if (runtime !== "own" || codeDirectory === undefined) return undefined;
  const opt = sent.Layers === undefined ? now?.optDirectory : await layers.optOf(sent.Layers);
  const why = whyNotHere(ownBootstrap(codeDirectory, opt), process.arch);
  if (why === undefined) return undefined;
  return { what: `the program of ${name}`, instead: `build it for this machine, for ${why}` };
}

function badName(name: string): LambdaError {
  return {
    status: 400,
    type: "ValidationException",
    message: `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME.source}`,
  };
}
