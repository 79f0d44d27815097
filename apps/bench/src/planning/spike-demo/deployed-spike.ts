import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";

import type { QueueSettings, WriterSettings } from "@spillway/planner";
import type { MaxWriteUnits } from "@spillway/table-writer";
import type { DemoOutputs } from "./local-environment.ts";

/** The settings of the three strategies, as they are deployed. */
export interface DeployedSpike {
  readonly writer: WriterSettings;
  readonly spilling: WriterSettings;
  readonly buffer: QueueSettings;
  readonly spillBuffer: QueueSettings;
}

/** Reads from the functions and their event source mappings what a prediction needs of them. */
export async function deployedSpike(
  client: LambdaClient,
  { spike }: DemoOutputs,
): Promise<DeployedSpike> {
  const { direct, buffered, spillover } = spike;
  return {
    writer: await writerSettings(client, direct.function_name),
    spilling: await writerSettings(client, spillover.function_name),
    buffer: {
      ...(await queueSettings(client, buffered.consumer_function_name)),
      windowSeconds: buffered.distribution_window_seconds,
    },
    spillBuffer: await queueSettings(client, spillover.consumer_function_name),
  };
}

async function writerSettings(client: LambdaClient, name: string): Promise<WriterSettings> {
  const { Timeout, Environment } = await configurationOf(client, name);
  const { WRITE_CONCURRENCY, MAX_ATTEMPTS, WRITE_SECONDS, MAX_WRITE_UNITS } =
    Environment?.Variables ?? {};
  return {
    ...(Timeout !== undefined && { timeoutSeconds: Timeout }),
    ...(WRITE_CONCURRENCY && { concurrency: Number(WRITE_CONCURRENCY) }),
    ...(MAX_ATTEMPTS && { maxAttempts: Number(MAX_ATTEMPTS) }),
    ...(WRITE_SECONDS && { writeSeconds: Number(WRITE_SECONDS) }),
    ...(MAX_WRITE_UNITS && { maxWriteUnits: maxWriteUnits(MAX_WRITE_UNITS) }),
  };
}

async function queueSettings(client: LambdaClient, name: string): Promise<QueueSettings> {
  const { Timeout } = await configurationOf(client, name);
  const { EventSourceMappings: [mapping] = [] } = await client.send(
    new ListEventSourceMappingsCommand({ FunctionName: name }),
  );
  const { BatchSize, MaximumBatchingWindowInSeconds, ScalingConfig } = mapping ?? {};
  return {
    ...(Timeout !== undefined && { consumerTimeoutSeconds: Timeout }),
    ...(BatchSize !== undefined && { batchSize: BatchSize }),
    ...(MaximumBatchingWindowInSeconds !== undefined && {
      batchingWindowSeconds: MaximumBatchingWindowInSeconds,
    }),
    ...(ScalingConfig?.MaximumConcurrency !== undefined && {
      maximumConcurrency: ScalingConfig.MaximumConcurrency,
    }),
  };
}

function configurationOf(client: LambdaClient, name: string) {
  return client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
}

function maxWriteUnits(text: string): MaxWriteUnits {
  if (text === "auto") return text;
  return text.endsWith("%") ? `${Number.parseFloat(text)}%` : Number(text);
}
