import type { CompletionCommand, CompletionValue } from "./completion-model.ts";
import { valueFlags } from "./value-flags.ts";

/**
 * A script that completes the command in bash from 3.2 on, without the package bash-completion.
 *
 * @see https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 */
export function bashScript(commands: readonly CompletionCommand[]): string {
  const paths = commands.filter(({ path }) => path !== "").map(({ path }) => `' ${path}'`);
  return `# Completes spillway in bash. For this shell:  source <(spillway completion bash)
# For each shell:  spillway completion bash > ~/.local/share/bash-completion/completions/spillway
_spillway() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" path='' words='' i
  COMPREPLY=()
  # --format=csv comes as three words.
  if [ "$current" = = ]; then
    current=''
  elif [ "$before" = = ]; then
    before="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${valueFlags(commands).join(" | ")}) ((i++)) ;;
      *)
        case "$path \${COMP_WORDS[i]}" in
          ${paths.join(" | ")}) path="$path \${COMP_WORDS[i]}" ;;
        esac
        ;;
    esac
  done
  case "$path $before" in
${commands.flatMap(valueCases).join("\n")}
  esac
  case "$path" in
${commands.map(commandCase).join("\n")}
  esac
}
_spillway_words() {
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}
_spillway_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$current"))
  compopt -o filenames 2>/dev/null
}
complete -F _spillway spillway`;
}

function valueCases({ path, options }: CompletionCommand): readonly string[] {
  return options.flatMap(({ flags, value, required }) => {
    if (value === undefined || (value === "anything" && !required)) return [];
    const prefix = path === "" ? "" : ` ${path}`;
    const cases = flags.map((flag) => `'${prefix} ${flag}'`).join(" | ");
    return [`    ${cases}) ${completionOf(value)}return ;;`];
  });
}

function commandCase({ path, commands, options, argument }: CompletionCommand): string {
  const flags = options.flatMap((option) => option.flags).join(" ");
  const names = commands.map(({ name }) => name).join(" ");
  const words = names === "" ? completionOf(argument) : completionOf(names.split(" "));
  return `    '${path === "" ? "" : ` ${path}`}')
      case "$current" in
        -*) _spillway_words '${flags}' ;;
        *) ${words === "" ? ": " : words};;
      esac
      ;;`;
}

/** The call that completes a value, with a semicolon where there is one. */
function completionOf(value: CompletionValue): string {
  if (value === "anything") return "";
  if (value === "files") return "_spillway_files -f; ";
  if (value === "folders") return "_spillway_files -d; ";
  return `_spillway_words '${value.join(" ")}'; `;
}
