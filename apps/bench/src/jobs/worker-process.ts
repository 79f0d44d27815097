import { lambdaContext } from "@spillway/testkit";

/** One worker, alone in its process: `worker-process.ts MODULE`. Each message that its parent sends it has handled. */
export interface WorkerAnswer {
  /** Whether the message has to come again. */
  readonly isLater: boolean;
  /** Processor time of the process since its first message. */
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
}

const { handler } = await import(process.argv[2] ?? "");
let count = 0;
let cpuBefore: NodeJS.CpuUsage | undefined;

process.on("message", (body: string) => {
  cpuBefore ??= process.cpuUsage();
  count += 1;
  const attributes = { SentTimestamp: String(Date.now()), ApproximateReceiveCount: "1" };
  const messageId = String(count);
  const record = { messageId, receiptHandle: messageId, body, attributes, messageAttributes: {} };
  void answer({ Records: [record] });
});

async function answer(event: unknown): Promise<void> {
  const { batchItemFailures } = await handler(event, lambdaContext({ remainingMs: 900_000 }));
  const { user, system } = process.cpuUsage(cpuBefore);
  const answered: WorkerAnswer = {
    isLater: batchItemFailures.length > 0,
    cpuSeconds: (user + system) / 1e6,
    peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
  };
  process.send?.(answered);
}
