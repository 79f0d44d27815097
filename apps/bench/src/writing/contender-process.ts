import { setFlagsFromString } from "node:v8";
import type { Contender, Target } from "./contender.ts";

// V8 would let old memory grow fourfold before it collects it, and the text of numbers that it keeps
// ends there: so peak memory would say how long a run was, and not what a contender needs.
setFlagsFromString("--heap-growing-percent=30");

/** One contender, alone in its process: `contender-process.ts NAME ENDPOINT TABLE FROM COUNT WARM_UP`. */
const [name = "", endpoint = "", table = "", ...numbers] = process.argv.slice(2);
const [from = 0, count = 0, warmUp = 0] = numbers.map(Number);

/** Loaded by name, so that no contender pays for another one's modules. */
async function contenderOf(target: Target): Promise<Contender> {
  switch (name) {
    case "spillway-wire": {
      const [{ spillway }, { wireTransport }] = await Promise.all([
        import("./contenders/spillway.ts"),
        import("@spillway/table-writer"),
      ]);
      return spillway(target, wireTransport);
    }
    case "spillway-sdk": {
      const [{ spillway }, { sdkTransport }] = await Promise.all([
        import("./contenders/spillway.ts"),
        import("@spillway/table-writer"),
      ]);
      return spillway(target, sdkTransport);
    }
    case "document-client":
      return (await import("./contenders/document-client.ts")).documentClient(target);
    case "batch-iterator":
      return (await import("./contenders/batch-iterator.ts")).batchIterator(target);
    case "dynamodb-toolbox":
      return (await import("./contenders/toolbox.ts")).toolbox(target);
    case "spillway-load":
      return (await import("./contenders/spillway-load.ts")).spillwayLoad(target, "csv");
    case "spillway-load-jsonl":
      return (await import("./contenders/spillway-load.ts")).spillwayLoad(target, "jsonl");
    case "bare-loop":
      return (await import("./contenders/bare-loop.ts")).bareLoop(target);
    default:
      throw new Error(`no contender is called ${name}`);
  }
}

const contender = await contenderOf({ endpoint, table });
await contender.prepare?.(from, warmUp);
await contender.write(from, warmUp);
await contender.prepare?.(from + warmUp, count);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await contender.write(from + warmUp, count);
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = process.cpuUsage(cpuBefore);
const peakMemoryMb = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMemoryMb }));
process.exit(0);
