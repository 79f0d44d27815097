// `pnpm bench`: the writers beside other ways to write; with `--conformance` the proxy beside the engine, answer
// by answer; with `--proxy` what the proxy costs; with `--idle` what a local cloud costs that nobody uses; with
// `--capture` the stream processor beside Powertools', with `--jobs` the workers of jobs; with `--shared-pace` and
// `--shared-jobs` what many writers make of one table's capacity; with `--job-limits` a job of 1,000 workers;
// with `--scaling` who steers a table's capacity; with `--measure` how fast a file is measured, with
// `--plan-speed` how fast a load is planned, with `--plan` what is planned beside what happens, with
// `--spike-demo` what is predicted of the demo's spike; with `--cart-races` carts that many change at once, with
// `--cart-keys` what a hot product makes of carts that are keyed by user and by product, with `--cart-units` what each
// operation of a cart takes of DynamoDB, with `--cart-load` shoppers from a steady day to Black Friday.
if (process.argv.includes("--conformance")) await import("./bench-conformance.ts");
else if (process.argv.includes("--cart-load")) await import("./bench-cart-load.ts");
else if (process.argv.includes("--cart-units")) await import("./bench-cart-units.ts");
else if (process.argv.includes("--cart-keys")) await import("./bench-cart-keys.ts");
else if (process.argv.includes("--proxy")) await import("./bench-proxy.ts");
else if (process.argv.includes("--capture")) await import("./bench-capture.ts");
else if (process.argv.includes("--jobs")) await import("./bench-jobs.ts");
else if (process.argv.includes("--idle")) await import("./bench-idle.ts");
else if (process.argv.includes("--shared-pace")) await import("./bench-shared-pace.ts");
else if (process.argv.includes("--shared-jobs")) await import("./bench-shared-jobs.ts");
else if (process.argv.includes("--job-limits")) await import("./bench-job-limits.ts");
else if (process.argv.includes("--measure")) await import("./bench-measure.ts");
else if (process.argv.includes("--spike-demo")) await import("./bench-spike-demo.ts");
else if (process.argv.includes("--scaling")) await import("./bench-scaling.ts");
else if (process.argv.includes("--plan-speed")) await import("./bench-plan-speed.ts");
else if (process.argv.includes("--cart-races")) await import("./bench-cart-races.ts");
else if (process.argv.includes("--plan")) await import("./bench-plan.ts");
else await import("./bench-writers.ts");
