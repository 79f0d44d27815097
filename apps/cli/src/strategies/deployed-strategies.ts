import type { OutputsWith } from "../environment/outputs.ts";
import { type ByStrategy, mapStrategies, type Strategy } from "./strategy.ts";

/** One strategy as it is deployed: the same form for each. */
export interface DeployedStrategy {
  readonly table: string;
  /** Write units a second that the table is provisioned with. */
  readonly writeCapacity: number;
  /** The function that sends a spike when it is invoked. */
  readonly senderFunction: string;
  readonly memoryMb: number;
  /** What takes the records that the sender does not write itself; null without a queue. */
  readonly queue: { readonly name: string; readonly consumerFunction: string } | null;
  /** Where records that could not be written end, with their reason. */
  readonly failureQueueUrls: readonly string[];
  /** Seconds over which the records are spread; 0: each is due when the sender has answered. */
  readonly windowSeconds: number;
  /** Seconds that the sender spends on writing at the most, where it gives up the rest on purpose. */
  readonly writeSeconds: number | null;
  /** Records that fail in the sender are in no queue: its answer says why. */
  readonly failsInAnswer: boolean;
}

type Describe = (spike: OutputsWith<"spike">["spike"]) => DeployedStrategy | undefined;

const DEPLOYED: Readonly<Record<Strategy, Describe>> = {
  direct: ({ direct }) => ({
    table: direct.table_name,
    writeCapacity: direct.write_capacity,
    senderFunction: direct.function_name,
    memoryMb: direct.function_memory_mb,
    queue: null,
    failureQueueUrls: [direct.failure_queue_url],
    windowSeconds: 0,
    writeSeconds: null,
    failsInAnswer: false,
  }),
  buffered: ({ buffered }) => ({
    table: buffered.table_name,
    writeCapacity: buffered.write_capacity,
    senderFunction: buffered.producer_function_name,
    memoryMb: buffered.function_memory_mb,
    queue: { name: buffered.queue_name, consumerFunction: buffered.consumer_function_name },
    failureQueueUrls: [buffered.dead_letter_queue_url],
    windowSeconds: buffered.distribution_window_seconds,
    writeSeconds: null,
    failsInAnswer: true,
  }),
  spillover: ({ spillover }) =>
    spillover && {
      table: spillover.table_name,
      writeCapacity: spillover.write_capacity,
      senderFunction: spillover.function_name,
      memoryMb: spillover.function_memory_mb,
      queue: { name: spillover.queue_name, consumerFunction: spillover.consumer_function_name },
      failureQueueUrls: [spillover.failure_queue_url, spillover.dead_letter_queue_url],
      windowSeconds: 0,
      writeSeconds: spillover.write_seconds,
      failsInAnswer: false,
    },
};

/** The strategies that an environment has: one that was deployed before there was spillover has two. */
export function deployedStrategies({ spike }: OutputsWith<"spike">): ByStrategy<DeployedStrategy> {
  return mapStrategies(DEPLOYED, (describe) => describe(spike));
}
