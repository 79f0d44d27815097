import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cliError } from "../errors.ts";
import { checkoutFolders, checkoutRoot } from "./checkout.ts";
import { type EnvironmentOutputs, parseOutputs } from "./outputs.ts";

/**
 * The outputs of a deployed environment, from `.spillway/environments/<name>.json` in the checkout,
 * or from `file` when given, for which no checkout is needed.
 *
 * @throws SpillwayError ENVIRONMENT_UNKNOWN when no values file has that name,
 * ENVIRONMENT_NOT_DEPLOYED when it has but nothing was deployed, OUTPUTS_INVALID, CHECKOUT_MISSING.
 */
export async function readEnvironment(
  name: string,
  options: { file?: string | undefined; root?: string } = {},
): Promise<EnvironmentOutputs> {
  const file = options.file ?? (await outputsFile(name, options.root));
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw cliError(
      "ENVIRONMENT_NOT_DEPLOYED",
      options.file === undefined
        ? `the environment "${name}" is not deployed: ${file} was not found`
        : `the outputs file ${file} could not be read`,
      { hint: `Deploy it first: scripts/deploy.sh ${name}`, details: { file }, cause },
    );
  }
  return parseOutputs(text, file);
}

/**
 * Checks that an environment has a values file in terraform/environments.
 *
 * @throws SpillwayError ENVIRONMENT_UNKNOWN with those that have one
 */
export async function requireEnvironment(
  name: string,
  root = checkoutRoot(`the environment ${name}`),
): Promise<void> {
  const known = await knownEnvironments(checkoutFolders(root).values);
  if (known.includes(name)) return;
  throw cliError("ENVIRONMENT_UNKNOWN", `there is no environment "${name}"`, {
    hint: `Known environments: ${known.join(", ") || "none"}. Each is a file in terraform/environments.`,
    details: { environment: name, known },
  });
}

async function outputsFile(
  name: string,
  root = checkoutRoot(`the outputs of environment ${name} (or --outputs with a file of them)`),
): Promise<string> {
  // Checked before the name is made a path: it could hold "../".
  await requireEnvironment(name, root);
  return join(checkoutFolders(root).outputs, `${name}.json`);
}

async function knownEnvironments(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".tfvars"))
    .map((name) => name.slice(0, -".tfvars".length))
    .sort();
}
