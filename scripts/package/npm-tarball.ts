import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What is in a tarball that npm installs. */
export interface PackageContents {
  readonly manifest: { readonly name: string; readonly version: string } & Readonly<
    Record<string, unknown>
  >;
  /** Files by their path in the package: their text, or where to copy them from. */
  readonly files: Readonly<Record<string, string | { readonly from: string }>>;
}

/**
 * Packs a package by `npm pack`, without scripts and without a network. npm sorts the files and gives all of them the
 * same time and owner, so the same contents are the same bytes.
 *
 * @param folder where `<name>-<version>.tgz` comes to lie, in one step: whoever installs meanwhile gets the old one or
 * the new one
 * @returns the tarball's path
 * @throws Error with what npm says
 */
export async function npmTarball(
  { manifest, files }: PackageContents,
  folder: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const staged = await mkdtemp(join(folder, "staged-"));
  try {
    const contents = join(staged, "package");
    for (const [path, content] of Object.entries(files)) {
      const target = join(contents, path);
      await mkdir(dirname(target), { recursive: true });
      if (typeof content === "string") await writeFile(target, content);
      else await cp(content.from, target);
    }
    await writeFile(join(contents, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    const asked = ["pack", contents, "--pack-destination", staged, "--json"];
    const { stdout } = await run("npm", [...asked, "--ignore-scripts", "--offline"], {
      cwd: staged,
      env: { ...process.env, npm_config_update_notifier: "false" },
    });
    const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
    if (packed === undefined) throw new Error(`npm packed nothing of ${manifest.name}`);
    const tarball = join(
      folder,
      `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`,
    );
    await rename(join(staged, packed.filename), tarball);
    return tarball;
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}
