import { auditTablePrefix, DEFAULT_AUDIT_PREFIX } from "@spillway/change-capture";
import { requireFeature } from "../environment/outputs.ts";
import { readEnvironment } from "../environment/read-environment.ts";
import { cliError } from "../errors.ts";
import type { KnownKey } from "./key-values.ts";
import { keyOfChange } from "./known-key.ts";
import { type AuditLog, anyChange } from "./read-log.ts";

/** Which log is meant. */
export interface LogPlaceOptions {
  readonly environment: string;
  readonly outputs?: string;
  readonly bucket?: string;
  readonly prefix?: string;
}

/**
 * Where the log is: as the options say, or as the environment's outputs do.
 *
 * @throws SpillwayError FEATURE_NOT_DEPLOYED, AUDIT_LOG_NOT_FOUND, and those of `readEnvironment`
 */
export async function logPlace({ environment, outputs, bucket, prefix }: LogPlaceOptions) {
  if (bucket !== undefined) {
    const catalog = { catalogTable: "changes" };
    return { deployed: undefined, bucket, prefix: folder(prefix ?? DEFAULT_AUDIT_PREFIX), catalog };
  }
  const deployed = requireFeature(await readEnvironment(environment, { file: outputs }), "capture");
  const { audit_bucket, audit_prefix, glue_database, glue_table } = deployed.capture;
  if (audit_bucket === null) {
    throw cliError(
      "AUDIT_LOG_NOT_FOUND",
      `expected an audit log in environment ${environment}; came none`,
    );
  }
  return {
    deployed,
    bucket: audit_bucket,
    prefix: folder(prefix ?? audit_prefix ?? DEFAULT_AUDIT_PREFIX),
    catalog: {
      catalogTable: glue_table ?? "changes",
      ...(glue_database === null ? {} : { database: glue_database }),
    },
  };
}

const folder = (prefix: string) => (prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`);

/** The primary key as any change in the log has it. */
export async function keyOfLog(log: AuditLog): Promise<KnownKey> {
  const change = await anyChange(log);
  if (change === undefined) throw logNotFound(log);
  return keyOfChange(change.keys);
}

export function logNotFound({ table, bucket, prefix }: AuditLog) {
  return cliError(
    "AUDIT_LOG_NOT_FOUND",
    `expected changes of table ${table} in s3://${bucket}/${auditTablePrefix(table, prefix)}; came none`,
    { hint: "Is it the right table, bucket, prefix and region?" },
  );
}
