import type { Command } from "commander";
import { type ReadingOptions, withReadingOptions } from "../load/reading-options.ts";
import { type PricesOption, withPrices } from "../prices/prices-for.ts";

/** What a person typed. Texts are read by `readPlanOptions`. */
export interface PlanOptions extends ReadingOptions, PricesOption {
  readonly items?: string;
  readonly size?: string;
  readonly perSecond?: string;
  readonly days?: string;
  readonly readsPerSecond?: string;
  readonly readShare?: string;
  readonly consistent?: boolean;
  readonly hotKey?: readonly string[];
  readonly once?: boolean;
  readonly pattern?: string;
  readonly fromTable?: string;
  readonly savePattern?: string;
  readonly table?: string;
  readonly tableFromPlan?: string;
  readonly key?: string;
  readonly index?: readonly string[];
  readonly onDemand?: boolean;
  readonly capacity?: string;
  readonly strategies?: string;
  readonly maxUnits?: string;
  readonly warm?: string;
  readonly within?: string;
  readonly retry?: string;
  readonly html?: string;
  readonly tfvars?: string;
}

/** The options of {@link PlanOptions}, in groups. */
export function withPlanOptions(command: Command): Command {
  command
    .optionsGroup("The load, one of [source], --items, --per-second, --pattern and --from-table:")
    .option("--items <n>", "so many items: 10M. All at once, or --per-second")
    .option("--per-second <n>", "writes a second: 1000, 1.5k")
    .option("--size <bytes>", "bytes of an item: 700B, 2KB (KB is 1,024, as in DynamoDB)")
    .option("--pattern <file|shape>", "a CSV of time and writes or units, or a shape, see below")
    .option("--from-table <name>", "what CloudWatch knows of this table, by the minute")
    .option(
      "--days <n>",
      "days of traffic (default: 30); of --from-table (default: 14, at most 15)",
    )
    .option("--reads-per-second <n>", "reads beside the writes, all the time")
    .option("--read-share <part>", "of a rate's or shape's requests so many are reads: 80%")
    .option("--consistent", "reads are strongly consistent, which takes twice the units")
    .option(
      "--hot-key <key=part>",
      "a partition key that takes so many of the writes: USER#1=20%; again for more",
      further,
    )
    .option("--once", "the traffic comes once, not again and again")
    .option("--save-pattern <file>", "where --from-table keeps it (default: <table>.pattern.csv)");
  withReadingOptions(command.optionsGroup("Reading a file, as spillway load does:"));
  command
    .optionsGroup("The table:")
    .option("-t, --table <name>", "one that is there (DescribeTable), or one of --table-from-plan")
    .option("--table-from-plan <file>", "what terraform show -json printed of a plan")
    .option("--key <name:type,…>", "one that is not there yet: its key, such as pk:S,sk:N")
    .option(
      "--index <name:key:…>",
      "an index of it, byEmail:email:S[:KEYS_ONLY]; again for more",
      further,
    )
    .option("--on-demand", "it is on demand (the default)")
    .optionsGroup("What is planned:")
    .option("--strategies <a,b>", "only these ways of writing (default: all that apply)")
    .option("--capacity <n>", "write units of the table and of each index (default: see below)")
    .option("--max-units <n>", "most write units: an on-demand table's maximum, where scaling ends")
    .option("--warm <n>", "write units that it takes at once: warm throughput")
    .option("--within <time>", "longest wait of a buffered write, or of a file (default: 15m; 1h)")
    .option("--retry <rule>", 'throttled writes: none (default), "every 5s" or "every 5s for 30s"');
  return withPrices(command)
    .optionsGroup("The answer:")
    .option("--html <file>", "also write it as a page with charts")
    .option("--tfvars <file>", "also write the recommended table as Terraform's values")
    .optionsGroup("Options:");
}

function further(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
