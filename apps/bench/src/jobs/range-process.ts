import { Readable } from "node:stream";
import { createLoadClients } from "@spillway/aws-clients";
import { Interrupt, type LoadRequest, load, planSource } from "@spillway/load";
import { systemClock } from "@spillway/pacing";
import { CLIENT_SETTINGS } from "../writing/contender.ts";

/** Loads one range of an object, alone in its process: `range-process.ts ENDPOINT SOURCE BEGIN BYTES`. */
const [endpoint = "", source = "", ...numbers] = process.argv.slice(2);
const [from = 0, bytes = 0] = numbers.map(Number);

const clients = createLoadClients({ ...CLIENT_SETTINGS, endpoint });
const request: LoadRequest = {
  ...{ source, table: "Bench", empty: "omit", deletes: false, dryRun: false, resume: false },
  ...{ maxWcu: "auto", concurrency: 5, maxAttempts: 8, checkpointSeconds: 2 },
};
const plan = await planSource(request, { rangeBytes: bytes }, { clients });
const range = plan.ranges.find(({ begin }) => begin >= from);
if (range === undefined) throw new Error(`expected a range from byte ${from} on`);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const report = await load(
  { ...request, part: { source: plan.source, range } },
  {
    ...{ clients, clock: systemClock, random: Math.random, interrupt: new Interrupt() },
    stores: { checkpoint: async () => undefined, rejects: async () => undefined },
    standardInput: Readable.from([]),
    peakMemoryBytes: () => process.resourceUsage().maxRSS * 1_024,
    onStart: () => {},
    onProgress: () => {},
  },
);
const { user, system } = process.cpuUsage(cpuBefore);
if (report.written !== report.read) throw new Error(JSON.stringify(report));
console.log(
  JSON.stringify({
    bytes: range.end - range.begin,
    records: report.written,
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakMemoryMb: report.peakMemoryBytes / 1_048_576,
  }),
);
process.exit(0);
