import { readSettings } from "@spillway/settings";
import {
  readTogether,
  scaledTablesSetting,
  scalingOfTables,
  scalingSettings,
  type TableScaling,
  tableScaling,
} from "@spillway/throughput-scaling";
import * as z from "zod";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the function has beside the settings of scaling, which wrapped clients have too. */
export const settingsSchema = z.object({
  /** Region of the function, set by Lambda. */
  AWS_REGION: z.string(),
  /** The table of leases, memory and history. */
  SCALING_STATE_TABLE: z.string(),
  /** The tables that are steered. */
  SCALED_TABLES: scaledTablesSetting,
  /** Topic that hears of what a person should know. */
  NOTICE_TOPIC_ARN: z
    .string()
    .regex(
      /^arn:[^:]+:sns:/,
      "expected the ARN of a topic, such as arn:aws:sns:eu-west-1:123456789012:alarms",
    )
    .optional(),
  /** The share of the capacity in use above which it is raised, in percent. */
  SCALING_TARGET_PERCENT: z.coerce.number().min(20).max(90).default(70),
  /** Whether capacity is raised ahead of what comes at the same time each day or week. */
  PREDICTION: z.enum(["off", "dry-run", "on"]).default("off"),
  /** Raises of one table in an hour above which a notice is sent. */
  // Each look reads the last 50 events of a table.
  FREQUENT_RAISES_PER_HOUR: z.coerce.number().int().min(1).max(40).default(10),
  /** Hours after which a notice is repeated while its reason lasts. */
  NOTICE_REPEAT_HOURS: z.coerce.number().min(1).default(24),
  /** How DynamoDB counts the account's decreases. */
  DECREASE_RULE: z
    .enum(["four and one an hour", "four, then hourly", "unlimited"])
    .default("four and one an hour"),
  /** Seconds of use that are looked at as one minute: less for an engine whose time runs quicker. */
  METRIC_PERIOD_SECONDS: z.coerce
    .number()
    .pipe(z.literal([1, 5, 10, 30, 60]))
    .default(60),
  /**
   * Seconds after its end from which a minute without metrics is one without use. With more, the minutes
   * of a quiet table would be too old for it to be lowered.
   */
  METRIC_DELAY_SECONDS: z.coerce.number().min(0).max(240).default(180),
});

/** The settings as they were read. */
export interface Settings extends z.output<typeof settingsSchema> {
  /** How each table is steered, by its name. */
  readonly tables: ReadonlyMap<string, TableScaling>;
}

/**
 * The settings of the function: its own, and those that it shares with wrapped clients.
 *
 * @throws `SETTINGS_INVALID`: all that is wrong, at once
 */
export function readScalerSettings(env: Environment): Settings {
  return readTogether(HINT, (step, problems) => {
    const shared = step(() => scalingSettings(env));
    const own = step(() => readSettings(settingsSchema, env));
    if (own === undefined || shared === undefined) return undefined;
    const read = scalingOfTables(own.SCALED_TABLES, {
      ...tableScaling(shared),
      targetShare: own.SCALING_TARGET_PERCENT / 100,
      decreaseRule: own.DECREASE_RULE,
    });
    if (read.problems.length > 0) {
      problems.SCALED_TABLES = `is wrong: ${read.problems.join("; ")}`;
    }
    return { ...own, tables: read.tables };
  });
}

const HINT =
  "Set these environment variables on the function; Terraform does it from its variables.";
