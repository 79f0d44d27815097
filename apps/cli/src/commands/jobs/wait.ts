import type { JobsClient } from "@spillway/jobs-client";
import { systemClock } from "@spillway/pacing";
import type { Command } from "commander";
import { EXIT, EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { progressLine } from "../../command-line/progress-line.ts";
import { stopOnSignal } from "../../command-line/stop-on-signal.ts";
import { progressOf } from "../../jobs/job-progress.ts";
import { exitCodeOfJob } from "../../jobs/job-state.ts";
import { jobText } from "../../jobs/job-text.ts";
import type { ApiOptions } from "../../jobs/jobs-target.ts";
import { waitForJob } from "../../jobs/wait-for-job.ts";
import { API_HELP, withApi, withApiOptions } from "./api-options.ts";

export function addWaitCommand(jobs: Command, context: CommandContext): void {
  withApiOptions(
    jobs
      .command("wait")
      .argument("<id>", "the job's id")
      .description("wait for a job's end, and show how far it is"),
  )
    .addHelpText("after", HELP)
    .action((id: string, options: ApiOptions, command: Command) =>
      withApi(options, command, context, ({ client }) =>
        showUntilEnd(id, client, command, context),
      ),
    );
}

const HELP = `
Examples:
  $ spillway jobs wait 019ac0de-0000-7000-8000-000000000000
  $ spillway jobs wait 019ac0de-0000-7000-8000-000000000000 --environment prod --json

Ctrl-C ends the waiting, not the job.
${API_HELP}
${EXIT_CODES_HELP}
1 also when records were not written, the job failed or was cancelled, or the waiting was ended.`;

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
