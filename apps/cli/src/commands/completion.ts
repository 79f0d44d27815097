import { Argument, type Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

export function addCompletionCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "the shell that completes").choices(SHELLS))
    .description("print a script by which a shell completes commands, options and files")
    .addHelpText("after", HELP)
    .action(async (shell: Shell) => {
      const { completionScript } = await import("../completion/completion-script.ts");
      terminal.print(completionScript(program, shell));
    });
}

const HELP = `
Examples:
  $ source <(spillway completion bash)
  $ spillway completion bash > ~/.local/share/bash-completion/completions/spillway
  $ spillway completion zsh > "\${fpath[1]}/_spillway"
  $ spillway completion fish > ~/.config/fish/completions/spillway.fish
${EXIT_CODES_HELP}`;
