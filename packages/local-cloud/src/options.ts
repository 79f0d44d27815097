import path from "node:path";
import { inspect } from "node:util";
import { BURST_SECONDS } from "@spillway/capacity";
import { DECREASE_RULES, type ProxyDecreaseRule } from "@spillway/capacity-proxy";
import * as z from "zod";
import { localCloudError } from "./errors.ts";

/** How a local cloud is to be. Everything has a default. */
export interface LocalCloudOptions {
  /** Port of the gateway, 1 to 65535; default 4566. If it is taken, the next free one of 100. */
  readonly port?: number;
  /** Seconds of unused capacity that a table may save for a burst, 0 to 300; default 300 as in DynamoDB. */
  readonly burstSeconds?: number;
  /** Seconds that a table stays UPDATING while its capacity changes, 0 to 3,600; default 0: it changes at once. */
  readonly updatingSeconds?: number;
  /**
   * How often the capacity of a table or index may be decreased: `four and one an hour` as in DynamoDB, `four, then
   * hourly` as for older accounts, or `unlimited`, the default: who tries something out would have none left in no time.
   */
  readonly decreaseRule?: ProxyDecreaseRule;
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
  /**
   * A folder in which everything is kept, to be there again after a restart or a crash; default none:
   * all is in memory and ends with the process. Outside of the state directory, which is emptied.
   */
  readonly persist?: string;
  /** Where state, code and logs are kept; default `.spillway/local-cloud` in the working directory. */
  readonly stateDir?: string;
}

/** The options with every default filled in. */
export interface LocalCloudSettings {
  readonly port: number;
  readonly burstSeconds: number;
  readonly updatingSeconds: number;
  readonly decreaseRule: ProxyDecreaseRule;
  readonly region: string;
  readonly enforceAll: boolean;
  readonly asynchronousRetrySeconds: number;
  readonly persist: string | undefined;
  readonly stateDir: string;
}

const rules = {
  port: {
    schema: z.number().int().min(1).max(65_535).default(4_566),
    expected: "a whole number from 1 to 65535",
  },
  burstSeconds: {
    schema: z.number().min(0).max(BURST_SECONDS).default(BURST_SECONDS),
    expected: `a number of seconds from 0 to ${BURST_SECONDS}`,
  },
  updatingSeconds: {
    schema: z.number().min(0).max(3_600).default(0),
    expected: "a number of seconds from 0 to 3600",
  },
  decreaseRule: {
    schema: z.enum(DECREASE_RULES).default("unlimited"),
    expected: `one of "${DECREASE_RULES.join('", "')}"`,
  },
  region: {
    schema: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
      .default("us-east-1"),
    expected: "the name of a region, such as us-east-1",
  },
  enforceAll: { schema: z.boolean().default(false), expected: "true or false" },
  asynchronousRetrySeconds: {
    schema: z.number().min(0.1).max(900).default(60),
    expected: "a number of seconds from 0.1 to 900",
  },
  persist: { schema: z.string().min(1).optional(), expected: "the path of a folder" },
  stateDir: {
    schema: z.string().min(1).default(path.join(".spillway", "local-cloud")),
    expected: "the path of a folder",
  },
};

const schema = z.strictObject({
  port: rules.port.schema,
  burstSeconds: rules.burstSeconds.schema,
  updatingSeconds: rules.updatingSeconds.schema,
  decreaseRule: rules.decreaseRule.schema,
  region: rules.region.schema,
  enforceAll: rules.enforceAll.schema,
  asynchronousRetrySeconds: rules.asynchronousRetrySeconds.schema,
  persist: rules.persist.schema,
  stateDir: rules.stateDir.schema,
});

/**
 * Fills in defaults and checks.
 *
 * @throws SpillwayError LOCAL_CLOUD_OPTIONS_INVALID with every problem at once, in one line
 */
export function localCloudSettings(options: LocalCloudOptions): LocalCloudSettings {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    throw localCloudError(
      "LOCAL_CLOUD_OPTIONS_INVALID",
      `the local cloud's options are wrong: ${problems(options, parsed.error).join("; ")}`,
      { cause: parsed.error },
    );
  }
  const { persist, stateDir, ...settings } = parsed.data;
  const resolved = {
    ...settings,
    persist: persist === undefined ? undefined : path.resolve(persist),
    stateDir: path.resolve(stateDir),
  };
  if (`${resolved.persist}${path.sep}`.startsWith(resolved.stateDir + path.sep)) {
    throw localCloudError(
      "LOCAL_CLOUD_OPTIONS_INVALID",
      `the local cloud's options are wrong: expected a folder outside of the state directory ${resolved.stateDir} as persist; came ${resolved.persist}`,
      { hint: "The state directory is emptied at each start." },
    );
  }
  return resolved;
}

/** A sentence for each option that there is not, or whose value is not as it should be. */
function problems(options: LocalCloudOptions, error: z.ZodError): string[] {
  const wrong = new Set(error.issues.map(({ path: [name] }) => name));
  return Object.entries(options).flatMap(([name, came]) => {
    const rule = Object.entries(rules).find(([known]) => known === name)?.[1];
    if (rule === undefined) return `expected one of ${Object.keys(rules).join(", ")}; came ${name}`;
    return wrong.has(name) ? `expected ${rule.expected} as ${name}; came ${inspect(came)}` : [];
  });
}
