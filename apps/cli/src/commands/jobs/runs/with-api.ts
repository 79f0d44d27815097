import type { Command } from "commander";
import { type CommandContext, globalOptions } from "../../../command-line/global-options.ts";
import { type ApiOptions, type JobsTarget, jobsTarget } from "../../../jobs/jobs-target.ts";

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
