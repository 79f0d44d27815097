import { awsRequest, targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import type { Command } from "commander";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";

/** Prints whose credentials these are. */
export async function runIdentity(
  command: Command,
  { terminal, env }: CommandContext,
): Promise<void> {
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
