// `pnpm bench`: the writers beside other ways to write, or with `--conformance` the proxy beside the engine.
await (process.argv.includes("--conformance")
  ? import("./bench-conformance.ts")
  : import("./bench-writers.ts"));
