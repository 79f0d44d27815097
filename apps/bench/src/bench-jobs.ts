// Jobs: the worker in the zip that is deployed, one to four processes of it, beside workers of the usual kind.
// `pnpm bench --jobs [--records N] [--rounds N] [--workers N …] [--chunk-bytes N] [--only NAME] [--json]`
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { csvLayout, rangedBytes, splitCsv } from "@spillway/records";
import { startDynamoDbLocal } from "@spillway/testkit";
import { lambdaModule } from "./capturing/lambda-module.ts";
import { fileObject } from "./jobs/file-object.ts";
import { jobEngine } from "./jobs/job-engine.ts";
import { type JobsResult, jobsReport, jobsResult } from "./jobs/job-results.ts";
import { jobServices } from "./jobs/services-process.ts";
import { Messages, runWorkers, type WorkersMeasure } from "./jobs/workers.ts";
import { writeGenerated } from "./reading/generated.ts";
import { bundleOf } from "./writing/bundle.ts";

const { values } = parseArgs({
  options: {
    jobs: { type: "boolean" },
    json: { type: "boolean", default: false },
    records: { type: "string", default: "2000000" },
    rounds: { type: "string", default: "3" },
    workers: { type: "string", multiple: true, default: ["1", "2", "4"] },
    "chunk-bytes": { type: "string", default: "16777216" },
    only: { type: "string", multiple: true, default: ["spillway", "document-client"] },
  },
});
const records = Number(values.records);
const rounds = Number(values.rounds);
const chunkBytes = Number(values["chunk-bytes"]);
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const folder = await mkdtemp(join(tmpdir(), "spillway-jobs-bench-"));
const file = join(folder, "records.csv");
const engine = await startDynamoDbLocal();
const results: JobsResult[] = [];
try {
  await writeGenerated(file, "csv", records);
  const messages = new Messages();
  const services = await jobServices(file, engine.endpoint, (body) => messages.add(body));
  const jobs = await jobEngine(services.url, chunkBytes);
  const contenders: Readonly<Record<string, (workers: number) => Promise<WorkersMeasure>>> = {
    spillway: await spillway(jobs, messages),
    "document-client": await documentClient(services.url),
  };
  try {
    for (const workers of values.workers.map(Number)) {
      const measured = new Map(values.only.map((name) => [name, [] as WorkersMeasure[]]));
      for (let round = 0; round < rounds; round += 1) {
        // In turns, so that what else the machine does is shared.
        for (const [name, of] of measured) {
          process.stderr.write(`${name}, ${workers} workers\n`);
          const run = contenders[name];
          if (run !== undefined) of.push(await run(workers));
        }
      }
      for (const [name, of] of measured) results.push(jobsResult(name, workers, records, of));
    }
  } finally {
    jobs.close();
    await services.close();
  }
} finally {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
}
const conditions = {
  ...{ cpu: cpus()[0]?.model, cores: cpus().length, node: process.version },
  ...{ rounds, records, chunkBytes },
};
console.log(
  values.json
    ? JSON.stringify({ conditions, results }, undefined, 2)
    : jobsReport(conditions, results),
);

/** A job from its plan's message to its end. */
async function spillway(jobs: Awaited<ReturnType<typeof jobEngine>>, messages: Messages) {
  const program = await bundleOf(new URL("./jobs/worker-process.ts", import.meta.url));
  const module = await lambdaModule(pathOf("../../ingest-worker"), folder);
  return async (workers: number): Promise<WorkersMeasure> => {
    const id = await jobs.submit();
    let written: number | undefined;
    const worker = { program, args: [module], env: jobs.env };
    const measure = await runWorkers(workers, worker, messages, async () => {
      written = await jobs.written(id);
      return written !== undefined;
    });
    if (written !== records) throw new Error(`expected ${records} records; ${written} are written`);
    return measure;
  };
}

/** The same parts, which nobody has to find out while the time runs. */
async function documentClient(endpoint: string) {
  const program = await bundleOf(new URL("./jobs/document-client-worker.ts", import.meta.url));
  const object = await fileObject(file);
  const layout = await csvLayout(rangedBytes(object), { infer: true });
  if (layout === undefined) throw new Error("the file is empty");
  const { ranges } = await splitCsv(object, { rangeBytes: chunkBytes }, { layout });
  const parts = ranges.map((range) => ({ ...range, columns: layout.columns }));
  return (workers: number): Promise<WorkersMeasure> =>
    runWorkers(workers, { program, args: [endpoint], env: {} }, new Messages(parts));
}
