import type { CompletionCommand } from "./completion-model.ts";

/**
 * The flags behind which a value stands in each command that has them: a shell passes it by when it looks for the
 * command that was typed. `spillway --region load` names no command yet.
 */
export function valueFlags(commands: readonly CompletionCommand[]): readonly string[] {
  const options = commands.flatMap((command) => command.options);
  const without = new Set(
    options.filter(({ required }) => !required).flatMap(({ flags }) => flags),
  );
  const flags = options.filter(({ required }) => required).flatMap((option) => option.flags);
  return [...new Set(flags)].filter((flag) => !without.has(flag)).sort();
}
