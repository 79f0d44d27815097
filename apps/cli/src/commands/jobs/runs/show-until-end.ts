import type { JobsClient } from "@spillway/jobs-client";
import { systemClock } from "@spillway/pacing";
import type { Command } from "commander";
import { EXIT } from "../../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../../command-line/global-options.ts";
import { progressLine } from "../../../command-line/progress-line.ts";
import { stopOnSignal } from "../../../command-line/stop-on-signal.ts";
import { progressOf } from "../../../jobs/job-progress.ts";
import { exitCodeOfJob } from "../../../jobs/job-state.ts";
import { jobText } from "../../../jobs/job-text.ts";
import { waitForJob } from "../../../jobs/wait-for-job.ts";

/** Shows a job until it has ended, then what became of it. */
export async function showUntilEnd(
  id: string,
  client: Pick<JobsClient, "find">,
  command: Command,
  { terminal, endWith }: CommandContext,
): Promise<void> {
  const json = globalOptions(command).json === true;
  const line = await progressLine(terminal, json, () => systemClock.now());
  const stopping = stopOnSignal(process, () =>
    line.note(`    the job goes on: spillway jobs wait ${id}`),
  );
  let job: Awaited<ReturnType<typeof waitForJob>>;
  try {
    job = await waitForJob(id, {
      ...{ client, clock: systemClock, signal: stopping.signal },
      onProgress: (seen) => line.show(progressOf(seen)),
    });
  } finally {
    line.end();
    stopping.end();
  }
  if (job === undefined) return endWith(EXIT.incomplete);
  terminal.print(json ? JSON.stringify(job, null, 2) : jobText(job, terminal.colours));
  endWith(exitCodeOfJob(job));
}
