import { join } from "node:path";
import type { Command } from "commander";
import { accessText } from "../../access/access-text.ts";
import { DEFAULT_REASONS } from "../../access/default-reasons.ts";
import { readAccess } from "../../access/read-access.ts";
import { readExcuses } from "../../access/unused-permissions.ts";
import { EXIT } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { checkoutRoot } from "../../environment/checkout.ts";
import { cliError } from "../../errors.ts";
import { stateDirOf } from "../../local-cloud/state-dir.ts";

export interface ReportOptions {
  readonly role?: string;
  readonly reasons?: string;
  readonly stateDir?: string;
}

/** Prints each role's permissions against their use, as `spillway access report` is asked to. */
export async function runAccessReport(
  { role, reasons, stateDir }: ReportOptions,
  command: Command,
  { terminal, endWith }: CommandContext,
): Promise<void> {
  const { endpoint, json } = globalOptions(command);
  const file =
    reasons ?? join(checkoutRoot("the reasons why permissions may stay unused"), DEFAULT_REASONS);
  const { accessReport } = await import("../../access/access-report.ts");
  const excuses = await readExcuses(file, reasons === undefined);
  const made = accessReport(await readAccess(endpoint, stateDirOf(stateDir)), excuses, role);
  if (role !== undefined && made.roles.length === 0) {
    throw cliError("ROLE_UNKNOWN", `expected the name of a role that is deployed; came ${role}`);
  }
  terminal.print(
    json === true ? JSON.stringify(made, null, 2) : accessText(made, terminal.colours),
  );
  endWith(made.ok ? EXIT.ok : EXIT.incomplete);
}
