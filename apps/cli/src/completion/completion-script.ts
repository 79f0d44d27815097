import type { Command } from "commander";
import { bashScript } from "./bash-script.ts";
import { completionModel } from "./completion-model.ts";
import { fishScript } from "./fish-script.ts";
import { zshScript } from "./zsh-script.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** The script by which a shell completes a program's commands, options, and what may stand behind them. */
export function completionScript(program: Command, shell: keyof typeof SCRIPTS): string {
  return SCRIPTS[shell](completionModel(program));
}
