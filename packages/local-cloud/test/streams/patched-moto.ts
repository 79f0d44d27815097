import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { BOTO3_PREAMBLE } from "../boto3.ts";
import { STREAM_PREAMBLE } from "./stream-preamble.ts";

const CLOCK = `
from moto import mock_aws
mock_aws().start()

real_time, shift = time.time, 0.0
time.time = lambda: real_time() + shift

def later(**spans):
    """Moves the clock on."""
    global shift
    shift += timedelta(**spans).total_seconds()
`;

const PATCHES = new URL("../../src/moto", import.meta.url).pathname;

/**
 * Runs Python in which boto3 reaches moto with our patches within the process, so that a script may move
 * the clock on with \`later(hours=1)\`; gives what it hands to \`done\`.
 *
 * @param python one that has moto
 */
export async function patchedMoto<T>(python: string, script: string): Promise<T> {
  const { stdout } = await promisify(execFile)(
    python,
    ["-c", BOTO3_PREAMBLE + CLOCK + STREAM_PREAMBLE + script],
    {
      env: {
        ...process.env,
        PYTHONPATH: PATCHES,
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      },
    },
  );
  return JSON.parse(stdout) as T;
}
