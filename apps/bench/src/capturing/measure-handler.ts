import { fork } from "node:child_process";
import { once } from "node:events";
import type { Child } from "../proxying/child-process.ts";

/** What one run of one handler took, and what it asked of the services. */
export interface HandlerMeasure {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly requests: { readonly s3: number; readonly sns: number; readonly dynamodb: number };
}

/** How much is run. */
export interface HandlerRun {
  /** Records of a batch. */
  readonly size: number;
  readonly batches: number;
  readonly warmUp: number;
}

const RULES = JSON.stringify([
  { name: "low-stock", pattern: { new: { Stock: [{ numeric: ["<", 10] }] } } },
]);

/** Runs a handler in a process of its own, against services that answer at once. */
export async function measureHandler(
  runner: string,
  handler: string,
  services: Child,
  { size, batches, warmUp }: HandlerRun,
): Promise<HandlerMeasure> {
  const child = fork(runner, [handler, ...[size, batches, warmUp].map(String)], {
    // What it logs costs it something, and is of no interest.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: ["--no-warnings"],
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: services.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_LAMBDA_FUNCTION_NAME: "bench",
      AUDIT_BUCKET: "audit",
      NOTICE_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:changes",
      NOTICE_TABLE: "ledger",
      NOTICE_RULES: RULES,
    },
  });
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`the process of ${handler} ended with ${code}`);
  });
  const [took] = await Promise.race([once(child, "message"), exited]);
  exited.catch(() => undefined);
  const counted = JSON.parse(await services.ask());
  // The warm-up asked as much for each batch.
  const share = batches / (batches + warmUp);
  const requests = {
    s3: counted.s3 * share,
    sns: counted.sns * share,
    dynamodb: counted.dynamodb * share,
  };
  return { ...took, requests };
}
