import { type Command, Option } from "commander";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { httpAddress } from "../../command-line/option-values.ts";
import { type ApiOptions, type JobsTarget, jobsTarget } from "../../jobs/jobs-target.ts";

/** Adds the options that say which API is meant. */
export function withApiOptions(command: Command): Command {
  return command
    .option("-e, --environment <name>", "a deployed environment that has feature jobs", "local")
    .option("--outputs <file>", "its outputs, as terraform output -json writes them")
    .addOption(
      new Option("--api <url>", "instead of an environment: where the API answers")
        .argParser(httpAddress)
        .conflicts(["environment", "outputs"]),
    )
    .option("--token <jwt>", "a token instead of AWS credentials (or SPILLWAY_API_TOKEN)");
}

/** Does something with the API, and closes its connections whatever came of it. */
export async function withApi<Result>(
  options: ApiOptions,
  command: Command,
  { env }: CommandContext,
  use: (target: JobsTarget) => Promise<Result>,
): Promise<Result> {
  const target = await jobsTarget(options, globalOptions(command), env);
  try {
    return await use(target);
  } finally {
    target.destroy();
  }
}

export const API_HELP = `
Requests are signed by the AWS credentials, which need execute-api:Invoke on the API, or carry a token.
What passes by itself (throttling, a failure, a broken connection) is tried up to five times.`;
