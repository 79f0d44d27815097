import { randomUUID } from "node:crypto";
import { systemClock } from "@spillway/pacing";
import { formatCount } from "@spillway/report-page";
import type { Command } from "commander";
import { type CommandContext, globalOptions } from "../../../command-line/global-options.ts";
import { progressLine } from "../../../command-line/progress-line.ts";
import { summaryText } from "../../../jobs/job-text.ts";
import type { ApiOptions } from "../../../jobs/jobs-target.ts";
import { type JobWishes, requestBody } from "../../../jobs/request-body.ts";
import { jobSource } from "../../../jobs/source/job-source.ts";
import type { TextOptions } from "../../../load/reading-options.ts";
import { showUntilEnd } from "./show-until-end.ts";
import { sourceReadingOf } from "./source-reading-of.ts";
import { withApi } from "./with-api.ts";

export interface SubmitOptions
  extends ApiOptions,
    TextOptions,
    Omit<JobWishes, "deletes" | "spillAfterSeconds" | "reading"> {
  readonly delete?: boolean;
  readonly spillAfter?: number;
  readonly idempotencyKey?: string;
  readonly wait?: boolean;
}

/** Submits a job as the options of `spillway jobs submit` say, and with `wait` shows it until its end. */
export async function runSubmit(
  from: string,
  options: SubmitOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const json = globalOptions(command).json === true;
  const { wait = false, idempotencyKey = randomUUID() } = options;
  const wishes = { ...wishesOf(options), reading: sourceReadingOf(from, options) };
  await withApi(options, command, context, async ({ client }) => {
    const line = await progressLine(terminal, json, () => systemClock.now());
    let job: Awaited<ReturnType<typeof client.submit>>;
    try {
      const source = await jobSource(from, {
        ...{ client, standardInput: process.stdin },
        onSent: (sent, bytes) =>
          line.show({
            share: sent / bytes,
            words: [`${megabytes(sent)} of ${megabytes(bytes)} sent`],
          }),
      });
      job = await client.submit(requestBody(wishes, source), idempotencyKey);
    } finally {
      line.end();
      // A pipe that nobody ends would keep the process.
      if (from === "-") process.stdin.destroy();
    }
    if (!json) terminal.print(summaryText(job, terminal.colours));
    if (wait) return showUntilEnd(job.id, client, command, context);
    if (json) terminal.print(JSON.stringify(job, null, 2));
    else terminal.note(`       ${terminal.noteColours.dim(`spillway jobs wait ${job.id}`)}`);
  });
}

function wishesOf(options: SubmitOptions): JobWishes {
  const { table, pk, sk, rate, strategy, ttl } = options;
  return {
    ...{ table, deletes: options.delete === true },
    ...(pk !== undefined && { pk }),
    ...(sk !== undefined && { sk }),
    ...(rate !== undefined && { rate }),
    ...(strategy !== undefined && { strategy }),
    ...(options.spillAfter !== undefined && { spillAfterSeconds: options.spillAfter }),
    ...(ttl !== undefined && { ttl }),
  };
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${formatCount(bytes / 1_000)} KB`
    : `${formatCount(bytes / 1_000_000)} MB`;
}
