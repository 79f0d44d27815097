import type { CapacityProxyOptions, Faults, ProxyDecreaseRule } from "@spillway/capacity-proxy";
import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import {
  httpAddress,
  millisecondRange,
  probability,
  wholeNumber,
} from "../command-line/option-values.ts";
import { untilSignal } from "../command-line/until-signal.ts";
import { decreaseRule, updatingSeconds } from "../command-line/update-options.ts";

interface ProxyOptions {
  readonly target: string;
  readonly port: number;
  readonly host: string;
  readonly burstSeconds: number;
  readonly updatingSeconds: number;
  readonly decreaseRule: ProxyDecreaseRule;
  readonly latency?: { readonly minMs: number; readonly maxMs: number };
  readonly errors?: number;
  readonly drops?: number;
  readonly partial?: number;
  readonly seed?: number;
  readonly readOldItems?: boolean;
}

export function addCapacityProxyCommand(program: Command, context: CommandContext): void {
  program
    .command("capacity-proxy")
    .description("run a proxy before any DynamoDB endpoint that throttles as DynamoDB does")
    .requiredOption("--target <url>", "the DynamoDB endpoint behind it", httpAddress)
    .option(
      "--port <n>",
      "port to listen on, 0 for a free one",
      wholeNumber({ min: 0, max: 65_535 }),
      0,
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--burst-seconds <n>",
      "unused capacity that a table saves, in seconds",
      wholeNumber({ min: 0, max: 300 }),
      300,
    )
    .option(...updatingSeconds)
    .option(...decreaseRule)
    .option("--latency <min-max>", "delay every request, in milliseconds", millisecondRange)
    .option("--errors <share>", "answer this share of requests with a 500", probability)
    .option("--drops <share>", "cut the connection of this share of requests", probability)
    .option("--partial <share>", "send back part of this share of batches unprocessed", probability)
    .option("--seed <n>", "make the faults repeatable", wholeNumber({ min: 0 }))
    .option(
      "--read-old-items",
      "read each item before it is written: exact units of batches and transactions too, one read more a write",
    )
    .addHelpText("after", HELP)
    .action(async (options: ProxyOptions, command: Command) => {
      await capacityProxy(options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway capacity-proxy --target http://127.0.0.1:8000 --port 8001
  $ spillway capacity-proxy --target http://127.0.0.1:8000 --latency 5-80 --partial 0.2 --seed 7

Capacity is that of the tables themselves, read by DescribeTable. It runs until Ctrl-C.
With --json it prints one line when it listens: {"url":…}.
${EXIT_CODES_HELP}`;

async function capacityProxy(
  options: ProxyOptions,
  command: Command,
  { terminal }: CommandContext,
): Promise<void> {
  const { startCapacityProxy } = await import("@spillway/capacity-proxy");
  const proxy = await startCapacityProxy(proxyOptions(options));
  if (globalOptions(command).json === true) terminal.print(JSON.stringify({ url: proxy.url }));
  else terminal.print(`capacity-proxy listens at ${proxy.url}, before ${options.target}`);
  await untilSignal(process);
  await proxy.close();
}

function proxyOptions(options: ProxyOptions): CapacityProxyOptions {
  const { target, port, host, burstSeconds, latency, errors, drops, partial, seed } = options;
  const { readOldItems = false, updatingSeconds, decreaseRule } = options;
  const faults: Faults = {
    ...(latency === undefined ? {} : { latency }),
    ...(errors === undefined ? {} : { serverErrorRate: errors }),
    ...(drops === undefined ? {} : { dropRate: drops }),
    ...(partial === undefined ? {} : { partialBatchRate: partial }),
    ...(seed === undefined ? {} : { seed }),
  };
  const updates = { updatingSeconds, decreaseRule };
  return { target, port, host, burstSeconds, ...updates, readOldItems, faults };
}
