import { type Command, Option } from "commander";
import { httpAddress } from "../../command-line/option-values.ts";

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

export const API_HELP = `
Requests are signed by the AWS credentials, which need execute-api:Invoke on the API, or carry a token.
What passes by itself (throttling, a failure, a broken connection) is tried up to five times.`;
