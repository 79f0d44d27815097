import type { Argument, Command, Option } from "commander";
import { wordsOf } from "../command-line/option-values.ts";

/** What may stand in a place: one of these words, a file, a folder, or what nobody can list. */
export type CompletionValue = readonly string[] | "files" | "folders" | "anything";

/** An option as a shell completes it. */
export interface CompletionOption {
  /** `-t`, `--table`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Undefined where it takes no value. */
  readonly value: CompletionValue | undefined;
  /** Whether it must have its value: `--report [file]` need not. */
  readonly required: boolean;
}

/** A command as a shell completes it. */
export interface CompletionCommand {
  /** The words that lead to it, without the program's name: "", "load", "jobs submit". */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  /** Its own, then those that all commands take. */
  readonly options: readonly CompletionOption[];
  /** What its arguments are; "anything" also where it has none. */
  readonly argument: CompletionValue;
}

/**
 * All commands of a program, the program itself first, as their definitions say: what is added to a command is
 * completed without anything being added here.
 */
export function completionModel(program: Command): readonly CompletionCommand[] {
  const shared = optionsOf(program).filter(({ flags }) => !flags.includes("--version"));
  return [
    { ...commandOf(program, ""), options: optionsOf(program) },
    ...below(program, "").map((command) => ({
      ...command,
      options: [
        ...command.options,
        ...shared.filter(({ flags }) => !command.options.some((own) => isSame(own.flags, flags))),
      ],
    })),
  ];
}

function below(command: Command, path: string): readonly CompletionCommand[] {
  return command.commands.flatMap((child) => {
    const own = path === "" ? child.name() : `${path} ${child.name()}`;
    return [commandOf(child, own), ...below(child, own)];
  });
}

function commandOf(command: Command, path: string): CompletionCommand {
  const visible = command.createHelp().visibleCommands(command);
  return {
    path,
    commands: visible.map((child) => ({ name: child.name(), description: child.description() })),
    options: optionsOf(command),
    argument: valueOfArgument(command.registeredArguments[0]),
  };
}

function optionsOf(command: Command): readonly CompletionOption[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined),
      description: option.description,
      value: option.required || option.optional ? valueOfOption(option) : undefined,
      required: option.required,
    }));
}

function valueOfOption(option: Option): CompletionValue {
  const words = option.argChoices ?? wordsOf(option.parseArg);
  // Each shell quotes in its own way: what would need it is left to the help.
  return words?.filter((word) => !/\s/.test(word)) ?? valueNamed(option.flags);
}

function valueOfArgument(argument: Argument | undefined): CompletionValue {
  if (argument === undefined) return "anything";
  return argument.argChoices ?? valueNamed(argument.name());
}

/** Help texts say what a value is: `<file>`, `<folder>`, `<source>`. */
function valueNamed(text: string): CompletionValue {
  if (/\bfolder\b/.test(text)) return "folders";
  return /\b(?:file|source)\b/.test(text) ? "files" : "anything";
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.some((flag) => others.includes(flag));
}
