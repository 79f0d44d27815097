import { access, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { loadGrowth, type Plan, type PlanRequest, planTfvars } from "@spillway/planner";
import { readPageAssets, writePage } from "@spillway/report-page";
import { cliError } from "../../errors.ts";
import { planPage } from "./plan-page.ts";

/** Files that a plan is written to, beside what is printed. */
export interface AnswerFiles {
  readonly html?: string;
  readonly tfvars?: string;
}

/**
 * Before a long file is measured or a history is bought: whether the values can be written afterwards.
 *
 * @throws TFVARS_FILE_EXISTS
 */
export async function assertNewValues({ tfvars }: AnswerFiles): Promise<void> {
  if (tfvars === undefined) return;
  const exists = await access(tfvars).then(
    () => true,
    () => false,
  );
  if (exists) throw valuesExist(tfvars);
}

/**
 * Writes a plan as a page, which plans five other sizes of the load too, and the recommended values as a file
 * of Terraform's. A page is written over; values are not, since somebody may have changed them.
 *
 * @returns what was written, in words
 * @throws ANSWER_NOT_WRITTEN, TFVARS_FILE_EXISTS
 */
export async function writeAnswer(
  plan: Plan,
  request: PlanRequest,
  { html, tfvars }: AnswerFiles,
): Promise<readonly string[]> {
  const written: string[] = [];
  if (tfvars !== undefined) {
    await writeValues(tfvars, planTfvars(plan, { environment: environmentOf(tfvars) }));
    written.push(`Values of Terraform's: ${tfvars}`);
  }
  if (html !== undefined) {
    const page = planPage(plan, loadGrowth(plan, request), await readPageAssets());
    await writePage(html, page).catch((cause: unknown) => {
      throw notWritten("--html", html, cause);
    });
    written.push(`Page with charts: ${html}`);
  }
  return written;
}

/** An environment is named as its file is, where that can be an environment's name. */
function environmentOf(file: string): string {
  const name = path.basename(file, ".tfvars");
  return /^[a-z][a-z0-9-]{1,19}$/.test(name) ? name : "planned";
}

async function writeValues(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw valuesExist(file);
    }
    throw notWritten("--tfvars", file, error);
  }
}

function valuesExist(file: string) {
  return cliError(
    "TFVARS_FILE_EXISTS",
    `expected a new file for the recommended values; ${file} is there`,
    { hint: "Name another file, --tfvars FILE, or remove this one." },
  );
}

function notWritten(option: string, file: string, cause: unknown) {
  const message = cause instanceof Error ? cause.message : String(cause);
  return cliError("ANSWER_NOT_WRITTEN", `the answer could not be written to ${file}: ${message}`, {
    hint: `Check that the folder can be written to, or name another file: ${option} FILE.`,
    cause,
  });
}
