import type { CompletionCommand, CompletionOption, CompletionValue } from "./completion-model.ts";
import { valueFlags } from "./value-flags.ts";

/**
 * A script that completes the command in zsh, with what each word is for.
 *
 * @see https://zsh.sourceforge.io/Doc/Release/Completion-System.html
 */
export function zshScript(commands: readonly CompletionCommand[]): string {
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => quoted(` ${path}`));
  return `#compdef spillway
# Completes spillway in zsh. For this shell:  source <(spillway completion zsh)
# For each shell:  spillway completion zsh > "\${fpath[1]}/_spillway"
_spillway() {
  local current="\${words[CURRENT]}" before="\${words[CURRENT - 1]}" at='' i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    case "\${words[i]}" in
      (${valueFlags(commands).join("|")}) ((i++)) ;;
      (*)
        case "$at \${words[i]}" in
          (${paths.join("|")}) at="$at \${words[i]}" ;;
        esac
        ;;
    esac
  done
  # --format=csv is one word.
  if [[ "$current" = --*=* ]]; then
    before="\${current%%=*}"
    compset -P '*='
  fi
  case "$at $before" in
${commands.flatMap(valueCases).join("\n")}
  esac
  case "$at" in
${commands.map(commandCase).join("\n")}
  esac
}
if [ "\${funcstack[1]}" = _spillway ]; then
  _spillway "$@"
else
  compdef _spillway spillway
fi`;
}

function valueCases({ path, options }: CompletionCommand): readonly string[] {
  return options.flatMap(({ flags, value, required }) => {
    if (value === undefined || (value === "anything" && !required)) return [];
    const cases = flags.map((flag) => quoted(`${path === "" ? "" : ` ${path}`} ${flag}`));
    return [`    (${cases.join("|")}) ${completionOf(value)}return ;;`];
  });
}

function commandCase({ path, commands, options, argument }: CompletionCommand): string {
  const named = commands.map(({ name, description }) => described(name, description));
  const words = named.length === 0 ? completionOf(argument) : describe("command", named);
  return `    (${quoted(path === "" ? "" : ` ${path}`)})
      case "$current" in
        (-*) ${describe("option", options.flatMap(describedOption))};;
        (*) ${words === "" ? ": " : words};;
      esac
      ;;`;
}

function describedOption({ flags, description }: CompletionOption): readonly string[] {
  return flags.map((flag) => described(flag, description));
}

function described(word: string, description: string): string {
  return quoted(`${word.replaceAll(":", "\\:")}:${description}`);
}

function describe(what: string, words: readonly string[]): string {
  return `found=(${words.join(" ")}); _describe -o ${what} found; `;
}

function completionOf(value: CompletionValue): string {
  if (value === "anything") return "";
  if (value === "files") return "_files; ";
  if (value === "folders") return "_files -/; ";
  return `compadd -- ${value.map(quoted).join(" ")}; `;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
