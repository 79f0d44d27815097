import { execFile, execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runHere } from "../run-here.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "completion-"));
  await Promise.all([
    ...SHELLS.map(async (shell) => {
      const { stdout } = await runHere(["completion", shell]);
      await writeFile(join(folder, `spillway.${shell}`), stdout);
    }),
    writeFile(join(folder, "users 1.csv"), ""),
    mkdir(join(folder, "exports")),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How each shell is asked what comes next. zsh completes on a terminal only: its functions are made to print. */
const ASK: Readonly<Record<Shell, string>> = {
  bash: `source ./spillway.bash
    read -ra COMP_WORDS <<< "\${1//=/ = }"; [[ "$1" == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    _spillway && true
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: `compdef() { }; compset() { current="\${current#*=}" }
    _describe() { print -l -- "\${(@M)\${(@)\${(@P)3}%%:*}:#\${current}*}" }
    _files() { [[ $1 == -/ ]] && print -l -- $~current*(N/) || print -l -- $~current*(N) }
    compadd() { shift; print -l -- "\${(@M)@:#\${current}*}" }
    source ./spillway.zsh
    words=(\${(z)1}); [[ "$1" == *' ' ]] && words+=('')
    CURRENT=$#words
    _spillway`,
  fish: `source ./spillway.fish; complete -C "$argv[1]" | string replace -r '\\t.*' ''; true`,
};

async function completed(shell: Shell, line: string): Promise<readonly string[]> {
  const words = { bash: ["-c", ASK.bash, "bash", line], zsh: ["-fc", ASK.zsh, "zsh", line] };
  const args = shell === "fish" ? ["--no-config", "-c", ASK.fish, line] : words[shell];
  const env = { PATH: process.env.PATH, HOME: folder, TERM: "dumb" };
  const { stdout } = await promisify(execFile)(shell, args, { cwd: folder, env });
  return stdout
    .split("\n")
    .filter((word) => word !== "")
    .sort();
}

function isInstalled(shell: Shell): boolean {
  try {
    execFileSync(shell, ["-c", "exit 0"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.each(SHELLS)("in %s", (shell) => {
  test.skipIf(!isInstalled(shell)).each<[string, string, readonly string[]]>([
    ["a command that was begun", "spillway lo", ["load", "local-cloud"]],
    ["a command below one", "spillway jobs s", ["status", "submit"]],
    ["an option that was begun", "spillway load --de", ["--delete", "--delimiter"]],
    ["an option that all commands take", "spillway jobs submit --end", ["--endpoint"]],
    ["an option of the program alone", "spillway --vers", ["--version"]],
    ["the words of an option", "spillway plan --format c", ["csv"]],
    ["the words of an option behind =", "spillway jobs submit --strategy=sp", ["spillover"]],
    ["a file as an option's value", "spillway load --rejects us", ["users 1.csv"]],
    ["a folder as an option's value", "spillway local-cloud start --persist ", ["exports/"]],
    ["a file as an argument", "spillway load users", ["users 1.csv"]],
    ["the words of an argument", "spillway completion z", ["zsh"]],
    ["a command behind an option's value", "spillway --region load com", ["compare", "completion"]],
    ["nothing where nobody knows", "spillway load --table ", []],
  ])("%s", async (_, line, words) => {
    const found = await completed(shell, line);
    // fish puts what was typed before the word, and each shell marks a folder in its own way or not at all.
    const bare = found.map((word) => word.replace(/^--[a-z]+=/, "").replace(/\/$/, ""));
    expect(bare).toEqual(words.map((word) => word.replace(/\/$/, "")));
  });
});

test("each command, each of its options and what it says of them is in the scripts", async () => {
  const { stdout: help } = await runHere(["load", "--help"]);
  const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag ?? "");
  expect(flags.length).toBeGreaterThan(15);
  for (const shell of SHELLS) {
    const { stdout } = await runHere(["completion", shell]);
    for (const flag of flags) {
      expect(stdout).toContain(shell === "fish" ? ` -l ${flag.slice(2)} ` : flag);
    }
  }
});

test("another shell is refused with those that there are", async () => {
  const { code, stderr } = await runHere(["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish");
});
