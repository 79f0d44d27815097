import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import type { CommandContext } from "../../command-line/global-options.ts";
import type { ApiOptions } from "../../jobs/jobs-target.ts";
import { API_HELP, withApiOptions } from "./api-options.ts";

export function addWaitCommand(jobs: Command, context: CommandContext): void {
  withApiOptions(
    jobs
      .command("wait")
      .argument("<id>", "the job's id")
      .description("wait for a job's end, and show how far it is"),
  )
    .addHelpText("after", HELP)
    .action(async (id: string, options: ApiOptions, command: Command) => {
      const [{ withApi }, { showUntilEnd }] = await Promise.all([
        import("./runs/with-api.ts"),
        import("./runs/show-until-end.ts"),
      ]);
      await withApi(options, command, context, ({ client }) =>
        showUntilEnd(id, client, command, context),
      );
    });
}

const HELP = `
Examples:
  $ spillway jobs wait 019ac0de-0000-7000-8000-000000000000
  $ spillway jobs wait 019ac0de-0000-7000-8000-000000000000 --environment prod --json

Ctrl-C ends the waiting, not the job.
${API_HELP}
${EXIT_CODES_HELP}
1 also when records were not written, the job failed or was cancelled, or the waiting was ended.`;
