import { lambdaContext } from "@spillway/testkit";
import { captureEvent } from "./capture-events.ts";

/** One handler, alone in its process: `handler-process.ts MODULE SIZE BATCHES WARM_UP_BATCHES`. Tells its parent what the batches took. */
const [module = "", ...numbers] = process.argv.slice(2);
const [size = 0, batches = 0, warmUp = 0] = numbers.map(Number);

const { handler } = await import(module);
// Lambda's runtime has parsed the event before the handler is called.
const eventsOf = (from: number, count: number): unknown[] =>
  Array.from({ length: count }, (_, number) => JSON.parse(captureEvent(from + number, size)));
const context = lambdaContext();

async function run(events: readonly unknown[]): Promise<void> {
  for (const event of events) {
    const { batchItemFailures } = await handler(event, context);
    if (batchItemFailures.length > 0) throw new Error("a batch failed");
  }
}

await run(eventsOf(0, warmUp));
let seconds = 0;
let cpuSeconds = 0;
/** Batches that are measured at once: as few as the clock of the process can tell. */
const PART = Math.max(1, Math.floor(500 / size));
for (let done = 0; done < batches; done += PART) {
  const events = eventsOf(warmUp + done, Math.min(PART, batches - done));
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await run(events);
  seconds += (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  cpuSeconds += (user + system) / 1e6;
}
process.send?.({ seconds, cpuSeconds }, () => process.exit(0));
