// `pnpm bench`: the writers beside other ways to write; with `--conformance` the proxy beside the engine, answer
// by answer; with `--proxy` what the proxy costs.
await (process.argv.includes("--conformance")
  ? import("./bench-conformance.ts")
  : process.argv.includes("--proxy")
    ? import("./bench-proxy.ts")
    : import("./bench-writers.ts"));
