import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { contenderBundle } from "./bundle.ts";
import type { Target } from "./contender.ts";

/** What one run of one contender took. */
export interface Measure {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
}

const run = promisify(execFile);
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Runs a contender in a process of its own. */
export async function measure(
  contender: string,
  { endpoint, table }: Target,
  items: { readonly from: number; readonly count: number; readonly warmUp: number },
  timeoutMs: number,
): Promise<Measure> {
  const args = [endpoint, table, ...[items.from, items.count, items.warmUp].map(String)];
  const [program, script] =
    contender === "boto3"
      ? ["python3", [pathOf("./contenders/boto3_writer.py")]]
      : [process.execPath, [await contenderBundle(), contender]];
  const { stdout } = await run(program, [...script, ...args], { timeout: timeoutMs });
  return JSON.parse(stdout);
}

/** Whether Python has boto3. */
export async function hasBoto3(): Promise<boolean> {
  return run("python3", ["-c", "import boto3"], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}
