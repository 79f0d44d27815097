import { isSpillwayError } from "@spillway/errors";

// `pnpm bench`: the writers beside other ways to write; with `--conformance` the proxy beside the engine, answer
// by answer; with `--proxy` what the proxy costs; with `--idle` what a local cloud costs that nobody uses; with
// `--capture` the stream processor beside Powertools', with `--jobs` the workers of jobs; with `--shared-pace` and
// `--shared-jobs` what many writers make of one table's capacity; with `--job-limits` a job of 1,000 workers;
// with `--scaling` who steers a table's capacity; with `--measure` how fast a file is measured, with
// `--plan-speed` how fast a load is planned, with `--plan` what is planned beside what happens, with
// `--spike-demo` what is predicted of the demo's spike; with `--cart-races` carts that many change at once, with
// `--cart-keys` what a hot product makes of carts that are keyed by user and by product, with `--cart-units` what each
// operation of a cart takes of DynamoDB, with `--cart-load` shoppers from a steady day to Black Friday.
const COMMANDS: readonly (readonly [option: string, run: () => Promise<unknown>])[] = [
  ["--conformance", () => import("./bench-conformance.ts")],
  ["--cart-load", () => import("./bench-cart-load.ts")],
  ["--cart-units", () => import("./bench-cart-units.ts")],
  ["--cart-keys", () => import("./bench-cart-keys.ts")],
  ["--proxy", () => import("./bench-proxy.ts")],
  ["--capture", () => import("./bench-capture.ts")],
  ["--jobs", () => import("./bench-jobs.ts")],
  ["--idle", () => import("./bench-idle.ts")],
  ["--shared-pace", () => import("./bench-shared-pace.ts")],
  ["--shared-jobs", () => import("./bench-shared-jobs.ts")],
  ["--job-limits", () => import("./bench-job-limits.ts")],
  ["--measure", () => import("./bench-measure.ts")],
  ["--spike-demo", () => import("./bench-spike-demo.ts")],
  ["--scaling", () => import("./bench-scaling.ts")],
  ["--plan-speed", () => import("./bench-plan-speed.ts")],
  ["--cart-races", () => import("./bench-cart-races.ts")],
  ["--plan", () => import("./bench-plan.ts")],
];

// `--spike-demo` is of `--plan`, and so comes before it: the first one that is there is run.
const [, run] = COMMANDS.find(([option]) => process.argv.includes(option)) ?? [];
try {
  await (run?.() ?? import("./bench-writers.ts"));
} catch (error) {
  if (!isToldToUsers(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** Whoever typed an option wrong has no use for where in the code that was seen. */
function isToldToUsers(error: unknown): error is Error {
  if (isSpillwayError(error)) return error.errorClass === "usage";
  return (
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}
