import type { AwsCli } from "./aws-cli.ts";

/** Lists everything that the demo makes, one command for each kind. */
const LIST_COMMANDS = [
  ["dynamodb", "list-tables"],
  ["sqs", "list-queues"],
  ["sns", "list-topics"],
  ["lambda", "list-functions"],
  ["lambda", "list-layers"],
  ["lambda", "list-event-source-mappings"],
  ["events", "list-rules"],
  ["cloudwatch", "describe-alarms"],
  ["cloudwatch", "list-dashboards"],
  ["logs", "describe-log-groups"],
  ["iam", "list-roles"],
  ["s3api", "list-buckets", "--query", "Buckets"],
  ["glue", "get-databases"],
  ["athena", "list-named-queries"],
  ["apigatewayv2", "get-apis"],
  ["cognito-idp", "list-user-pools", "--max-results", "10"],
  ["kms", "list-aliases", "--query", "Aliases[?!starts_with(AliasName, `alias/aws/`)]"],
];

/** What is left of a deployment: each command that lists anything, with what it lists. */
export async function leftIn(aws: AwsCli): Promise<(readonly [string, readonly unknown[]])[]> {
  const found = await Promise.all(
    LIST_COMMANDS.map(
      async (command) => [command.slice(0, 2).join(" "), listed(await aws(command))] as const,
    ),
  );
  return found.filter(([, entries]) => entries.length > 0);
}

/** Whatever a list command lists: the entries of every list in its answer. */
function listed(answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer;
  if (typeof answer !== "object" || answer === null) return [];
  return Object.values(answer).filter(Array.isArray).flat();
}
