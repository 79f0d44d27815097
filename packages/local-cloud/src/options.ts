import path from "node:path";
import { BURST_SECONDS } from "@spillway/capacity";
import { z } from "zod";
import { localCloudError } from "./errors.ts";

/** How a local cloud is to be. Everything has a default. */
export interface LocalCloudOptions {
  /** Port of the gateway, 1 to 65535; default 4566. If it is taken, the next free one of 100. */
  readonly port?: number;
  /** Seconds of unused capacity that a table may save for a burst, 0 to 300; default 300 as in DynamoDB. */
  readonly burstSeconds?: number;
  /** Region whose name appears in ARNs; default us-east-1. */
  readonly region?: string;
  /**
   * Hold everybody to policies, not only sessions of roles: IAM users to their own, and nobody else
   * gets in but the account's root, whose access key is `root`. Default false.
   */
  readonly enforceAll?: boolean;
  /**
   * Seconds that an asynchronous event waits after its function failed before it is tried again, 0.1 to 900, and
   * twice as long after the second failure; default 60 as in Lambda.
   */
  readonly asynchronousRetrySeconds?: number;
  /** Where state, code and logs are kept; default `.spillway/local-cloud` in the working directory. */
  readonly stateDir?: string;
}

/** The options with every default filled in. */
export interface LocalCloudSettings {
  readonly port: number;
  readonly burstSeconds: number;
  readonly region: string;
  readonly enforceAll: boolean;
  readonly asynchronousRetrySeconds: number;
  readonly stateDir: string;
}

const schema = z.strictObject({
  port: z.number().int().min(1).max(65_535).default(4_566),
  burstSeconds: z.number().min(0).max(BURST_SECONDS).default(BURST_SECONDS),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
    .default("us-east-1"),
  enforceAll: z.boolean().default(false),
  asynchronousRetrySeconds: z.number().min(0.1).max(900).default(60),
  stateDir: z.string().min(1).default(path.join(".spillway", "local-cloud")),
});

/**
 * Fills in defaults and checks.
 *
 * @throws SpillwayError LOCAL_CLOUD_OPTIONS_INVALID with every problem at once
 */
export function localCloudSettings(options: LocalCloudOptions): LocalCloudSettings {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    throw localCloudError(
      "LOCAL_CLOUD_OPTIONS_INVALID",
      `the local cloud's options are wrong: ${z.prettifyError(parsed.error)}`,
      { cause: parsed.error },
    );
  }
  return { ...parsed.data, stateDir: path.resolve(parsed.data.stateDir) };
}
