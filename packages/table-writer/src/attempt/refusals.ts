import { meaningOfAwsError } from "@spillway/aws";
import type { SpillwayError } from "@spillway/errors";
import { tableWriterError } from "../errors.ts";

/** A request that was refused for a reason that no retry and no split would change. */
export interface Refusal {
  /** The error's name, as AWS or its SDK gave it. */
  readonly name: string;
  readonly message: string;
  readonly table: string;
  readonly cause: unknown;
}

/**
 * Says for a person why DynamoDB refused, and what to do. What an error's name means is said once, by
 * `meaningOfAwsError`; here it is said of a write to a table.
 */
export function refusalOf({ name, message, table, cause }: Refusal): SpillwayError {
  const meaning = meaningOfAwsError({ name, message });
  const options = { cause, details: { table, error: name } };
  switch (meaning?.code) {
    case "RESOURCE_NOT_FOUND": {
      const hint = "Check the table's name, the region and the account, or create the table first.";
      const text = `the table "${table}" was not found`;
      return tableWriterError("TABLE_NOT_FOUND", text, { ...options, hint });
    }
    case "ACCESS_DENIED": {
      const hint = "Allow dynamodb:BatchWriteItem on the table for this role or user.";
      const text = `writing to the table "${table}" is not allowed: ${message}`;
      return tableWriterError("ACCESS_DENIED", text, { ...options, hint });
    }
    case "CREDENTIALS_EXPIRED":
    case "CREDENTIALS_INVALID":
    case "CREDENTIALS_MISSING":
      return tableWriterError(meaning.code, meaning.says, { ...options, hint: meaning.hint });
    default: {
      const text = `writing to the table "${table}" failed with ${name}: ${message}`;
      return tableWriterError("WRITE_REFUSED", text, options);
    }
  }
}

/** Says that no more requests are worth making: none of the last was answered. */
export function endpointUnreachable(requests: number, why: string, cause: unknown): SpillwayError {
  return tableWriterError(
    "ENDPOINT_UNREACHABLE",
    `DynamoDB did not answer ${requests} requests in a row: ${why}`,
    { hint: "Check the endpoint, the region and the network.", cause },
  );
}
