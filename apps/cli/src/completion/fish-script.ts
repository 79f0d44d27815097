import type { CompletionCommand, CompletionOption, CompletionValue } from "./completion-model.ts";
import { valueFlags } from "./value-flags.ts";

/**
 * A script that completes the command in fish, with what each word is for.
 *
 * @see https://fishshell.com/docs/current/completions.html
 */
export function fishScript(commands: readonly CompletionCommand[]): string {
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => quoted(` ${path}`));
  return `# Completes spillway in fish. For this shell:  spillway completion fish | source
# For each shell:  spillway completion fish > ~/.config/fish/completions/spillway.fish
function __spillway_at
    set -l at ''
    set -l value no
    for word in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
        else if contains -- $word ${valueFlags(commands).join(" ")}
            set value yes
        else if contains -- "$at $word" ${paths.join(" ")}
            set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end
complete -c spillway -e
${commands.flatMap(linesOf).join("\n")}`;
}

function linesOf({ path, commands, options, argument }: CompletionCommand): readonly string[] {
  const at = `complete -c spillway -n ${quoted(`__spillway_at ${quoted(path === "" ? "" : ` ${path}`)}`)}`;
  const arguments_ = commands.length === 0 ? completionOf(argument) : "-f";
  return [
    `${at} ${arguments_}`,
    ...commands.map(({ name, description }) => `${at} -a ${name} -d ${quoted(description)}`),
    ...options.map((option) => `${at} ${optionOf(option)}`),
  ];
}

function optionOf({ flags, description, value, required }: CompletionOption): string {
  const names = flags.map((flag) =>
    flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  const takes = value === undefined ? "" : ` ${required ? "-r " : ""}${completionOf(value)}`;
  return `${names.join(" ")}${takes} -d ${quoted(description)}`;
}

function completionOf(value: CompletionValue): string {
  if (value === "anything") return "-f";
  if (value === "files") return "-F";
  if (value === "folders") return "-f -a '(__fish_complete_directories)'";
  return `-f -a ${quoted(value.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
