import { readFile } from "node:fs/promises";
import type { Prices } from "@spillway/capacity";
import type { Command } from "commander";
import { cliError } from "../errors.ts";

/** The option of a command that prices something. */
export interface PricesOption {
  /** A file of AWS's price lists. */
  readonly prices?: string;
}

/** Adds the option that hands prices over. */
export function withPrices(command: Command): Command {
  return command.option(
    "--prices <file>",
    "AWS's price lists of the region, one or a JSON array (default: those that come along)",
  );
}

/**
 * The prices of a region: those in the file, or else those that come along.
 *
 * @param region undefined where none is known: then the file says it
 * @throws SpillwayError `PRICES_FILE_UNREADABLE`, `PRICES_REGION_DIFFERS`, `PRICES_INVALID`, `PRICES_UNKNOWN`
 */
export async function pricesFor(
  region: string | undefined,
  file: string | undefined,
): Promise<Prices> {
  // The lists come with it, for which a command that only knows the option should not wait.
  const { pricesOf, readPriceList } = await import("@spillway/capacity");
  if (file === undefined) return pricesOf(region ?? "");
  const prices = readPriceList(await documentIn(file));
  if (region !== undefined && prices.region !== region) {
    throw cliError(
      "PRICES_REGION_DIFFERS",
      `expected prices of ${region}; ${file} has those of ${prices.region}`,
      { hint: `Take AWS's price lists of ${region}: …/current/${region}/index.json.` },
    );
  }
  return prices;
}

async function documentIn(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw unreadable(file, "it can't be read", cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, "it is no JSON", cause);
  }
}

function unreadable(file: string, why: string, cause: unknown): Error {
  return cliError("PRICES_FILE_UNREADABLE", `expected AWS's price lists in ${file}; ${why}`, {
    cause,
    hint: "Take the file of a service and region, such as https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonDynamoDB/current/eu-west-1/index.json",
  });
}
