// The runtime client that runs inside an execution environment: it loads the handler, then asks the
// Lambda Runtime API for events, one after the other, until it is stopped.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
import { existsSync } from "node:fs";
import { Agent, request } from "node:http";
import { isBuiltin, registerHooks } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let requestId = "";

/** Speaks to the Runtime API. Any failure ends this process: without its host it has no purpose. */
function call(method, route, body) {
  return new Promise((resolve) => {
    const outgoing = request(
      { host, port, agent, method, path: `/2018-06-01/runtime/${route}` },
      (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
        answer.on("error", () => process.exit(1));
      },
    );
    outgoing.on("error", () => process.exit(1));
    outgoing.end(body);
  });
}

function described(error) {
  const known = error instanceof Error;
  return JSON.stringify({
    errorType: known ? error.name : typeof error,
    errorMessage: known ? error.message : String(error),
    trace: known && error.stack ? error.stack.split("\n") : [],
  });
}

/** Packages that Lambda's Node.js brings, and so the local cloud's should. */
const SDK = /^@(aws-sdk|smithy)\//;

/**
 * Lets `import` find what `require` finds by NODE_PATH: the packages of layers, and those that the runtime
 * brings. The function's own come first.
 */
function findPackages() {
  const folders = (process.env.NODE_PATH ?? "").split(path.delimiter).filter(Boolean);
  // As a module beside each folder of packages would find them.
  const parents = folders.map((folder) => pathToFileURL(path.join(folder, "../from.js")).href);
  registerHooks?.({
    resolve(wanted, context, next) {
      const specifier = inLayers(wanted);
      const attempts = isPackage(specifier) ? parents : [];
      let first;
      for (const parentURL of [context.parentURL, ...attempts]) {
        try {
          return next(specifier, { ...context, parentURL });
        } catch (error) {
          if (!/^(ERR_)?MODULE_NOT_FOUND$/.test(error.code)) throw error;
          first ??= error;
        }
      }
      if (SDK.test(specifier)) first.message += HINT;
      throw first;
    },
  });
}

const OPT = /^(file:\/\/)?\/opt\//;

/** Where a module at /opt is: in the folder that has what the layers brought. */
function inLayers(specifier) {
  const { SPILLWAY_OPT: folder } = process.env;
  if (folder === undefined || !OPT.test(specifier)) return specifier;
  return specifier.replace(OPT, `${pathToFileURL(folder).href}/`);
}

const HINT =
  ". The local cloud's Node.js does not bring it: add it to the function's own packages, or install it with the local cloud.";

function isPackage(specifier) {
  return !/^(\.{0,2}\/|[a-z]+:|#)/.test(specifier) && !isBuiltin(specifier);
}

/** Each console line begins as Lambda's do: time, request id, level. */
function prefixConsole() {
  const levels = {
    log: "INFO",
    info: "INFO",
    debug: "DEBUG",
    trace: "TRACE",
    warn: "WARN",
    error: "ERROR",
  };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => {
      const text = format(...values).replaceAll("\n", "\r");
      process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`);
    };
  }
}

/** `dir/file.name` of `_HANDLER` is the export `name` of `dir/file.{mjs,js,cjs}`. */
async function loadHandler() {
  const [, file, exported] = /^((?:.*\/)?[^./]*)\.(.+)$/.exec(process.env._HANDLER) ?? [];
  const base = path.resolve(process.env.LAMBDA_TASK_ROOT, file ?? "");
  const found = [".mjs", ".js", ".cjs"]
    .map((ending) => base + ending)
    .find((name) => existsSync(name));
  if (file === undefined || found === undefined) {
    throw named(
      "Runtime.ImportModuleError",
      `Cannot find module '${file ?? process.env._HANDLER}'`,
    );
  }
  const module = await import(pathToFileURL(found).href);
  const start = exported in module || !module.default ? module : module.default;
  const handler = exported.split(".").reduce((value, key) => value?.[key], start);
  if (typeof handler !== "function") {
    throw named("Runtime.HandlerNotFound", `${process.env._HANDLER} is undefined or not exported`);
  }
  return handler;
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const clientContext = headers["lambda-runtime-client-context"];
  return {
    awsRequestId: requestId,
    clientContext: clientContext && JSON.parse(clientContext),
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** Runs a handler of either style: one that returns a promise, or one that calls back. */
function run(handler, event, context) {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    const callback = (error, value) => (error ? reject(error) : resolve(value));
    Promise.resolve(handler(event, context, callback)).then(
      (value) => value !== undefined && resolve(value),
      reject,
    );
  });
}

async function failed(error) {
  console.error("Invoke Error", described(error));
  await call("POST", `invocation/${requestId}/error`, described(error));
}

prefixConsole();
findPackages();

// As in Lambda, what nobody caught ends the environment.
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, async (error) => {
    console.error("Uncaught Exception", described(error));
    if (requestId) await call("POST", `invocation/${requestId}/error`, described(error));
    process.exit(129);
  });
}

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  console.error("Init Error", described(error));
  await call("POST", "init/error", described(error));
  process.exit(1);
}

for (;;) {
  const next = await call("GET", "invocation/next");
  requestId = next.headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = next.headers["lambda-runtime-trace-id"];
  let result;
  try {
    const value = await run(handler, JSON.parse(next.body.toString()), contextOf(next.headers));
    result = JSON.stringify(value === undefined ? null : value);
  } catch (error) {
    await failed(error);
    continue;
  }
  await call("POST", `invocation/${requestId}/response`, result);
}
