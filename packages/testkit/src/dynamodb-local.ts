import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findJava } from "./java.ts";
import { testkitError } from "./testkit-error.ts";

/** A DynamoDB Local that answers. */
export interface DynamoDbLocal {
  /** For example `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** Stops it, if it was started here. */
  close(): Promise<void>;
}

/** How DynamoDB Local is started. */
export interface DynamoDbLocalOptions {
  /** Default: a free port. */
  readonly port?: number;
  /** Where JAVA_HOME, PATH and DYNAMODB_LOCAL_ENDPOINT are read from; default `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long it may take until it answers, in milliseconds; default 180,000. */
  readonly startTimeoutMs?: number;
}

/**
 * Starts Amazon's own DynamoDB engine in memory on a free port of the loopback interface, with one
 * database for every credential and region. When DYNAMODB_LOCAL_ENDPOINT names a running one, that
 * one is used and nothing is started.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.html
 *
 * @throws SpillwayError JAVA_MISSING, JAVA_TOO_OLD, DYNAMODB_LOCAL_MISSING (its jar is not
 *   installed) or DYNAMODB_LOCAL_DID_NOT_START
 *
 * @example
 * const engine = await startDynamoDbLocal();
 * const client = new DynamoDBClient({ endpoint: engine.endpoint, ...localClientSettings });
 * await engine.close();
 */
export async function startDynamoDbLocal(
  options: DynamoDbLocalOptions = {},
): Promise<DynamoDbLocal> {
  const { env = process.env, startTimeoutMs = 180_000 } = options;
  const given = env.DYNAMODB_LOCAL_ENDPOINT;
  if (given) return { endpoint: given, close: async () => {} };

  const jar = findJar();
  const java = await findJava(env);
  const port = options.port ?? (await freePort());
  const workFolder = await mkdtemp(join(tmpdir(), "dynamodb-local-"));
  const child = spawn(
    "sh",
    [
      ...["-c", DIE_WITH_PARENT, "dynamodb-local", java],
      `-Djava.library.path=${join(dirname(jar), "DynamoDBLocal_lib")}`,
      ...["-jar", jar, "-inMemory", "-sharedDb", "-disableTelemetry"],
      ...["-port", String(port)],
    ],
    { cwd: workFolder, env, stdio: ["pipe", "pipe", "pipe"] },
  );
  const output = collectOutput(child);
  const close = async () => {
    const exited = child.exitCode === null ? once(child, "exit") : undefined;
    child.stdin?.end();
    await exited;
    await rm(workFolder, { recursive: true, force: true });
  };

  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await waitUntilItAnswers(endpoint, child, output, startTimeoutMs);
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint, close };
}

/**
 * Runs a program until it ends or until standard input does: that happens also when the process that
 * holds its other end is killed and can't clean up, and so no engine outlives its tests.
 */
const DIE_WITH_PARENT = `exec 3<&0
"$@" &
child=$!
(cat <&3 >/dev/null; kill -9 $child) 2>/dev/null &
exec 3<&-
wait $child`;

function findJar(): string {
  const missing = (cause?: unknown) =>
    testkitError(
      "DYNAMODB_LOCAL_MISSING",
      "expected DynamoDBLocal.jar in the emulator/ folder of the npm package amplify-dynamodb-simulator; it isn't there",
      { cause, hint: "Run `pnpm install`, or name a running endpoint in DYNAMODB_LOCAL_ENDPOINT." },
    );
  let packageFile: string;
  try {
    packageFile = createRequire(import.meta.url).resolve("amplify-dynamodb-simulator/package.json");
  } catch (error) {
    throw missing(error);
  }
  const jar = join(dirname(packageFile), "emulator", "DynamoDBLocal.jar");
  if (!existsSync(jar)) throw missing();
  return jar;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}

/** Keeps the last 4,000 characters that the child printed, for the error message. */
function collectOutput(child: ChildProcess): { text: string } {
  const output = { text: "" };
  const add = (chunk: Buffer) => {
    output.text = (output.text + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return output;
}

async function waitUntilItAnswers(
  endpoint: string,
  child: ChildProcess,
  output: { text: string },
  timeoutMs: number,
): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const answer = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.arrayBuffer();
    // Without credentials it answers 400: enough to know that it listens.
    if (answer !== null) return;
    await delay(100);
  }
  throw testkitError(
    "DYNAMODB_LOCAL_DID_NOT_START",
    child.exitCode === null
      ? `DynamoDB Local did not answer on ${endpoint} within ${timeoutMs} ms`
      : `DynamoDB Local ended with code ${child.exitCode} before it answered`,
    { details: { output: output.text }, hint: output.text.trim() || "It printed nothing." },
  );
}
