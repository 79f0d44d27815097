import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { systemClock } from "@spillway/pacing";
import { formatCount } from "@spillway/report-page";
import type { Command } from "commander";
import { auditQuery } from "../../audit/audit-query.ts";
import { auditText, stateText } from "../../audit/audit-text.ts";
import {
  auditDocument,
  itemAudit,
  stateAudit,
  stateAuditDocument,
} from "../../audit/item-audit.ts";
import { keyValues } from "../../audit/key-values.ts";
import { keyOfTable } from "../../audit/known-key.ts";
import { keyOfLog, type LogPlaceOptions, logNotFound, logPlace } from "../../audit/log-place.ts";
import { type AuditLog, readItemLog } from "../../audit/read-log.ts";
import { EXIT } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { progressLine } from "../../command-line/progress-line.ts";
import { cliError } from "../../errors.ts";

export interface AuditOptions extends LogPlaceOptions {
  readonly at?: number;
  readonly from?: number;
  readonly to?: number;
  readonly sql?: boolean;
}

/** Reads the log as the options of `spillway audit` say, and prints the item's history. */
export async function runAudit(
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
