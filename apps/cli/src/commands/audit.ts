import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { DEFAULT_AUDIT_PREFIX } from "@spillway/change-capture";
import { systemClock } from "@spillway/pacing";
import { formatCount } from "@spillway/report-page";
import { type Command, Option } from "commander";
import { auditQuery } from "../audit/audit-query.ts";
import { auditText, stateText } from "../audit/audit-text.ts";
import { auditDocument, itemAudit, stateAudit, stateAuditDocument } from "../audit/item-audit.ts";
import { keyValues } from "../audit/key-values.ts";
import { keyOfTable } from "../audit/known-key.ts";
import { keyOfLog, type LogPlaceOptions, logNotFound, logPlace } from "../audit/log-place.ts";
import { type AuditLog, readItemLog } from "../audit/read-log.ts";
import { moment } from "../audit/time-value.ts";
import { EXIT, EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { progressLine } from "../command-line/progress-line.ts";
import { cliError } from "../errors.ts";

interface AuditOptions extends LogPlaceOptions {
  readonly at?: number;
  readonly from?: number;
  readonly to?: number;
  readonly sql?: boolean;
}

export function addAuditCommand(program: Command, context: CommandContext): void {
  const nowMs = systemClock.now();
  program
    .command("audit")
    .argument("<table>", "the table that the item is in, or was")
    .argument("<key...>", "the item's key: values in the table's order, or Name=value")
    .description("show the history of one item from the audit log, or what it was at a time")
    .option("-e, --environment <name>", "a deployed environment that has feature capture", "local")
    .option("--outputs <file>", "its outputs, as terraform output -json writes them")
    .addOption(
      new Option("--bucket <name>", "the bucket of the audit log, instead of an environment") //
        .conflicts(["environment", "outputs"]),
    )
    .option("--prefix <text>", `what the log's keys begin with (default: ${DEFAULT_AUDIT_PREFIX})`)
    .option("--at <time>", "the item as it was then", moment(nowMs))
    .option("--from <time>", "only changes from then on", moment(nowMs))
    .option("--to <time>", "only changes until then", moment(nowMs, "its last moment"))
    .option("--sql", "print the same as a query of Athena's, for long logs")
    .addHelpText("after", HELP)
    .action((table: string, key: readonly string[], options: AuditOptions, command: Command) =>
      audit(table, key, options, command, context),
    );
}

const HELP = `
Examples:
  $ spillway audit spillway-local-user-activity test-user-001 login-001
  $ spillway audit spillway-local-user-activity UserId=test-user-001 ActivityId=login-001 --at 10m
  $ spillway audit orders 1042 --bucket my-audit --at 2026-11-28T18:40:00Z
  $ spillway audit orders 1042 --from 2026-11-01 --to 2026-11-30 --json
  $ spillway audit orders 1042 -e prod --sql

A time is ISO 8601, in UTC where it names no zone, or how long ago: 30s, 10m, 2h, 1d. DynamoDB gives the
times of changes in whole seconds, rounded down: --at is what the last change left whose time is not
later, and of several in a second the last one, by its sequence number. The log gets a change some seconds
after it was made.

The log is not sorted by item: all objects of the table are read, or of the days from --from to --to.

Needs s3:ListBucket on the bucket and s3:GetObject on the log; dynamodb:DescribeTable to know the key's
order and types, or names in the key; of an encrypted bucket kms:Decrypt.
${EXIT_CODES_HELP}
1 also when the log has nothing of the item, has a hole in its history, or can't tell what it was.`;

async function audit(
  table: string,
  words: readonly string[],
  options: AuditOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const { terminal, env, endWith } = context;
  const { at, from, to } = options;
  if (at !== undefined && (from !== undefined || to !== undefined)) {
    throw cliError("AUDIT_TIMES_CONFLICT", "expected --at, or --from and --to; came both");
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw cliError("AUDIT_TIMES_CONFLICT", "expected --from before --to; came the later one first");
  }
  const globals = globalOptions(command);
  const place = await logPlace(options);
  const clients = createClients(targetOf(place.deployed, globals, env));
  const log: AuditLog = { clients, table, bucket: place.bucket, prefix: place.prefix };
  const json = globals.json === true;
  const line = await progressLine(terminal, json, () => systemClock.now());
  try {
    const known = (await keyOfTable(clients, table)) ?? (await keyOfLog(log));
    const keys = keyValues(words, known);
    const window = {
      ...(from === undefined ? {} : { fromMs: from }),
      ...(to === undefined ? {} : { toMs: to }),
    };
    if (options.sql === true) {
      const query = auditQuery({
        ...{ ...place.catalog, table, keys, ...window },
        ...(at === undefined ? {} : { atMs: at }),
      });
      terminal.print(json ? JSON.stringify({ query }, null, 2) : query);
      return;
    }
    const itemLog = await readItemLog(log, keys, {
      ...(from === undefined ? {} : { firstDay: day(from) }),
      ...(to === undefined ? {} : { lastDay: day(to) }),
      onProgress: ({ objects, changes }) =>
        line.show({
          share: undefined,
          words: [`${formatCount(objects)} objects read`, `${formatCount(changes)} changes`],
        }),
    });
    line.end();
    if (itemLog.objects === 0 && from === undefined && to === undefined) throw logNotFound(log);
    if (at === undefined) {
      const found = itemAudit(table, keys, itemLog, window);
      terminal.print(
        json ? JSON.stringify(auditDocument(found), null, 2) : auditText(found, terminal.colours),
      );
      const whole = found.steps.length > 0 && found.holes + found.unreadableLines === 0;
      endWith(whole ? EXIT.ok : EXIT.incomplete);
    } else {
      const found = stateAudit(table, keys, itemLog, at);
      terminal.print(
        json
          ? JSON.stringify(stateAuditDocument(found), null, 2)
          : stateText(found, terminal.colours),
      );
      const sure = found.doubt === undefined && found.unreadableLines === 0;
      endWith(sure ? EXIT.ok : EXIT.incomplete);
    }
  } finally {
    line.end();
    clients.destroy();
  }
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
