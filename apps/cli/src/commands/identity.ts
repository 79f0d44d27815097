import { awsRequest, targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";

export function addIdentityCommand(program: Command, context: CommandContext): void {
  program
    .command("identity")
    .description("show which AWS account and identity the credentials belong to")
    .addHelpText("after", HELP)
    .action(async (_options: object, command: Command) => {
      await identity(command, context);
    });
}

const HELP = `
Examples:
  $ spillway identity
  $ AWS_PROFILE=dev spillway identity --json
${EXIT_CODES_HELP}`;

async function identity(command: Command, { terminal, env }: CommandContext): Promise<void> {
  const globals = globalOptions(command);
  const target = targetOf(undefined, globals, env);
  const clients = createClients(target);
  try {
    const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    const client = await clients.sts();
    const answer = await awsRequest("could not ask who the caller is", target, () =>
      client.send(new GetCallerIdentityCommand({})),
    );
    const found = { account: answer.Account, arn: answer.Arn, region: target.region };
    terminal.print(
      globals.json === true
        ? JSON.stringify(found, null, 2)
        : `account ${found.account}, ${found.arn}, ${found.region}`,
    );
  } finally {
    clients.destroy();
  }
}
