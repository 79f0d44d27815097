import { createInterface } from "node:readline";
import { startCapacityProxy } from "@spillway/capacity-proxy";

/** The proxy alone in its process: `proxy-process.ts TARGET`. Prints its address, then its CPU time for each line that comes. */
const proxy = await startCapacityProxy({ target: process.argv[2] ?? "" });
console.log(proxy.url);
for await (const _ of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage();
  console.log(String((user + system) / 1e6));
}
// Ends with whoever started it.
await proxy.close();
