import type { DeployedTarget } from "@spillway/aws";
import { requireFeature } from "../../environment/outputs.ts";
import { readEnvironment } from "../../environment/read-environment.ts";
import { cliError } from "../../errors.ts";

/** Which failures are meant. */
export interface SourceOptions {
  readonly environment: string;
  readonly outputs?: string;
  readonly from?: string;
  readonly function?: string;
  readonly stream?: string;
}

/** Where failures are, and what replays them. */
export interface StreamSources {
  readonly deployed: DeployedTarget | undefined;
  readonly functionName: string;
  /** URL or name. */
  readonly queue: string | undefined;
  readonly bucket: { readonly bucket: string; readonly prefix: string } | undefined;
  /** Of failures that do not name their stream. */
  readonly streamArn: string | undefined;
}

/**
 * What the options mean: a queue or a bucket with `--from`, else all that an environment has.
 *
 * @throws SpillwayError REDRIVE_FUNCTION_MISSING, REDRIVE_FROM_INVALID, FEATURE_NOT_DEPLOYED, and those of
 * `readEnvironment`
 */
export async function findSources(options: SourceOptions): Promise<StreamSources> {
  const { from, stream } = options;
  if (from !== undefined) {
    if (options.function === undefined) {
      throw cliError(
        "REDRIVE_FUNCTION_MISSING",
        "expected the function that replays, with --from; came none",
        { hint: "Say it: --function <name>." },
      );
    }
    const isBucket = from.startsWith("s3:");
    return {
      deployed: undefined,
      functionName: options.function,
      queue: isBucket ? undefined : from,
      bucket: isBucket ? bucketOf(from) : undefined,
      streamArn: stream,
    };
  }
  const { environment, outputs } = options;
  const deployed = requireFeature(await readEnvironment(environment, { file: outputs }), "capture");
  const { capture } = deployed;
  return {
    deployed,
    functionName: options.function ?? capture.function_name,
    queue: capture.dead_letter_queue_url,
    bucket:
      capture.failure_bucket === null ? undefined : { bucket: capture.failure_bucket, prefix: "" },
    streamArn: stream ?? capture.stream_arn,
  };
}

function bucketOf(address: string) {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(address) ?? [];
  if (bucket !== undefined) return { bucket, prefix };
  throw cliError("REDRIVE_FROM_INVALID", `expected s3://bucket/prefix or a queue; came ${address}`);
}
