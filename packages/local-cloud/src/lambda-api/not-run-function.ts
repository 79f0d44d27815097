import { ACCOUNT } from "../account.ts";
import { type Layers, layerVersion } from "../lambda-host/code/layers.ts";
import { runtimeOf } from "../lambda-host/runtimes/runtime.ts";
import type { LambdaError } from "./lambda-error.ts";
import { codeOf, type SentFunction } from "./sent-function.ts";

/** What is not run, and what to do instead. */
export interface Unrun {
  readonly what: string;
  readonly instead: string;
}

const WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER";

/** What of a function as it is to be deployed is not run here; undefined when all of it is. */
export function notRunOf(sent: SentFunction): Unrun | undefined {
  const { Runtime: runtime, PackageType, Environment, FileSystemConfigs } = sent;
  if (PackageType === "Image" || codeOf(sent).ImageUri !== undefined) {
    return { what: "a container image", instead: "deploy the function as a zip file" };
  }
  if (runtime !== undefined && runtimeOf(runtime) === undefined) {
    const instead = "use nodejs, python3 or provided with a bootstrap of your own";
    return { what: `the runtime ${runtime}`, instead };
  }
  if (Environment?.Variables?.[WRAPPER] !== undefined) {
    return { what: "a wrapper script", instead: `leave out ${WRAPPER}` };
  }
  if (FileSystemConfigs !== undefined && FileSystemConfigs.length > 0) {
    return { what: "a function's file system", instead: "leave out FileSystemConfigs" };
  }
  return undefined;
}

/** What keeps a function's layers from being at `/opt`. */
export function layerProblem(
  arns: readonly string[],
  layers: Layers,
  region: string,
): Unrun | LambdaError | undefined {
  for (const arn of arns) {
    const layer = layerVersion(arn);
    if (layer !== undefined && (layer.region !== region || layer.account !== ACCOUNT)) {
      const what = `the layer ${arn} of another account or region`;
      return { what, instead: "publish it here, in the function's region" };
    }
    if (layer === undefined || !layers.has(layer)) return noSuchLayer(arn);
    if (layers.hasExtensions(layer)) {
      return { what: `the extension in layer ${arn}`, instead: "leave the layer out" };
    }
  }
  return undefined;
}

function noSuchLayer(arn: string): LambdaError {
  return {
    status: 400,
    type: "InvalidParameterValueException",
    message: `Layer version ${arn} does not exist.`,
  };
}
