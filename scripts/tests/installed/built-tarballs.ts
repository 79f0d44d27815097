import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../run-script.ts";

/**
 * Builds packages as `pnpm build` does, and copies the tarball of each.
 *
 * @param members their folders in the checkout, such as `apps/cli`
 * @param folder where the tarballs are copied to
 */
export async function copyBuiltTarballs(members: readonly string[], folder: string): Promise<void> {
  const filters = members.map((member) => `--filter=./${member}`);
  const built = await run("pnpm", ["exec", "turbo", "run", "build", ...filters]);
  if (built.code !== 0) throw new Error(built.stdout + built.stderr);
  for (const member of members) {
    const dist = join(root, member, "dist");
    const tarball = readdirSync(dist).find((name) => name.endsWith(".tgz")) ?? "none.tgz";
    copyFileSync(join(dist, tarball), join(folder, tarball));
  }
}
