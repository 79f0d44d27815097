import * as aws from "@spillway/aws";
import * as capacity from "@spillway/capacity";
import * as capacityProxy from "@spillway/capacity-proxy";
import * as changeCapture from "@spillway/change-capture";
import { defect, type ErrorMaker, environment, errorsOf, usage } from "@spillway/errors";
import * as eventPattern from "@spillway/event-pattern";
import * as item from "@spillway/item";
import * as jobsClient from "@spillway/jobs-client";
import * as load from "@spillway/load";
import * as localCloud from "@spillway/local-cloud";
import * as pacing from "@spillway/pacing";
import * as planner from "@spillway/planner";
import * as records from "@spillway/records";
import * as sampleSpike from "@spillway/sample-spike";
import * as tableExport from "@spillway/table-export";
import * as tableScan from "@spillway/table-scan";
import * as tableWriter from "@spillway/table-writer";
import * as throughputScaling from "@spillway/throughput-scaling";
import * as writeBuffer from "@spillway/write-buffer";
import { CommanderError } from "commander";
import { describe, expect, test } from "vitest";
import { exitCodeOf, exitCodeOfClass } from "../../src/command-line/exit-codes.ts";
import { cliError } from "../../src/errors.ts";

const packages = {
  ...{ aws, capacity, "capacity-proxy": capacityProxy, item, load, "local-cloud": localCloud },
  ...{ "change-capture": changeCapture, "event-pattern": eventPattern, pacing, planner, records },
  ...{ "jobs-client": jobsClient, "sample-spike": sampleSpike },
  ...{ "table-export": tableExport, "table-scan": tableScan },
  ...{ "table-writer": tableWriter, "throughput-scaling": throughputScaling },
  ...{ "write-buffer": writeBuffer },
};

/** What a script may rely on: codes that end with 2 and with 3. Every other one ends with 1. */
const USAGE = `
  LOAD_TABLE_MISSING MAX_READ_UNITS_INVALID SCAN_INDEX_UNKNOWN SCAN_OPTION_INVALID SCAN_REFUSED SCAN_STATE_INVALID SCAN_STATE_OF_ANOTHER SOURCE_MISSING SOURCE_OPTIONS_CONFLICT
  API_REFUSED JOB_NOT_FOUND JOB_SOURCE_INVALID JOBS_TOKEN_MISSING
  AUDIT_LOG_NOT_FOUND AUDIT_TIMES_CONFLICT CAPACITY_PROXY_OPTIONS_INVALID CHECKPOINT_INVALID CHECKPOINT_OF_ANOTHER_LOAD CHECKPOINT_UNWRITABLE
  CSV_COLUMN_UNKNOWN CSV_DELIMITER_INVALID CSV_ESCAPE_INVALID CSV_HEADER_INVALID CSV_NAMES_INVALID CSV_NAMES_NOT_GIVEN CSV_KEY_IS_BINARY ENCODING_UNKNOWN ENVIRONMENT_UNKNOWN
  EVENT_PATTERN_INVALID EXPORT_FILE_DAMAGED EXPORT_FILE_MISSING EXPORT_FORMAT_UNSUPPORTED EXPORT_MANIFEST_INVALID
  EXPORT_MANIFEST_MISSING FAULTS_INVALID FUNCTION_LOG_IN_REGIONS FUNCTION_LOG_NOT_FOUND GZIP_CORRUPT ITEMS_HAVE_KEYS KEY_ATTRIBUTE_MISSING
  KEY_COLUMN_MISSING KEY_VALUES_INVALID LOCAL_CLOUD_OPTIONS_INVALID PACE_TABLE_MISSING PACE_WITHOUT_PACING REASONS_INVALID REDRIVE_FROM_INVALID REDRIVE_FUNCTION_MISSING REDRIVE_QUEUES_UNLIKE REDRIVE_SOURCE_UNKNOWN REJECTS_FILE_EXISTS REJECTS_UNWRITABLE
  RESUME_NEEDS_CHECKPOINT ROLE_UNKNOWN RUN_NOT_FOUND SCALE_ABOVE_MAXIMUM SCALE_AMOUNT_MISSING SCALE_BELOW_BASE SCALE_INDEX_UNKNOWN SCALE_TABLE_UNKNOWN SHARD_IMPOSSIBLE SORT_KEY_UNKNOWN SOURCE_ADDRESS_INVALID SOURCE_CHANGED
  SOURCE_FORMAT_UNKNOWN SOURCE_IS_A_FOLDER SOURCE_NOT_FOUND SOURCE_NOT_UTF8 SOURCE_UNREADABLE TEMPLATE_INVALID SOURCE_TOO_MANY_FILES SOURCES_INVALID TABLE_NOT_IN_SOURCE TYPE_TAG_UNKNOWN
  TRANSFORM_INVALID TRANSFORM_NOT_FOUND TTL_NOT_ENABLED TTL_ATTRIBUTE_UNKNOWN PRICES_FILE_UNREADABLE PRICES_INVALID PRICES_REGION_DIFFERS PRICES_UNKNOWN
  PATTERN_FILE_EXISTS PATTERN_FILE_UNWRITABLE PLAN_FILE_UNREADABLE PLAN_INVALID PLAN_LOAD_MISSING PLAN_OPTION_INVALID PLAN_OPTIONS_CONFLICT PLAN_SOURCE_EMPTY PLAN_TABLE_MISSING
  CHECKPOINT_OF_ANOTHER_EXPORT COLUMNS_MISSING COLUMNS_NEED_CSV COLUMNS_TOO_MANY EXPORT_CHECKPOINT_INVALID EXPORT_FORMAT_FOREIGN
  EXPORT_UNFINISHED
  OUTPUT_CHANGED OUTPUT_EXISTS OUTPUT_UNWRITABLE RESUME_NEEDS_FILE
  ANSWER_NOT_WRITTEN TABLE_INVALID TFVARS_FILE_EXISTS WORKLOAD_INVALID ZSTD_CORRUPT`;
const ENVIRONMENT = `
  SCAN_ANSWER_INVALID
  API_ANSWER_INVALID API_DENIED API_UNAVAILABLE API_UNREACHABLE FILE_NOT_MOVED
  ACCESS_DENIED AWS_REQUEST_FAILED CHECKOUT_MISSING CLOCK_SKEWED CREDENTIALS_EXPIRED CREDENTIALS_INVALID
  CREDENTIALS_MISSING ENDPOINT_UNREACHABLE ENVIRONMENT_NOT_DEPLOYED FEATURE_NOT_DEPLOYED
  LOCAL_CLOUD_DID_NOT_START LOCAL_CLOUD_NOT_RUNNING MOTO_NOT_FOUND NO_FREE_PORT OUTPUTS_INVALID REGION_MISSING
  OUTPUT_DISK_FULL PERSISTED_STATE_UNREADABLE PERSIST_NOT_WRITTEN RESOURCE_NOT_FOUND STATE_DIR_NOT_WRITABLE
  TABLE_NOT_FOUND TABLE_NOT_READY TABLE_ON_DEMAND STANDARD_OUTPUT_LOST ZSTD_UNKNOWN`;
/** Codes that a program, a function or a request meets; the command line checks its options first. */
const OF_PROGRAMS = {
  ...{ BUCKET_INVALID: 2, BYTE_RANGE_INVALID: 2, CSV_COLUMNS_NOT_GIVEN: 2, SPLIT_INVALID: 2 },
  ...{ DISTRIBUTION_WINDOW_INVALID: 2, DISTRIBUTION_WINDOW_TOO_LONG: 2, MESSAGE_COUNT_INVALID: 2 },
  ...{ SDK_REQUEST_UNKNOWN: 2, SDK_RETRIES_ON: 2, WRITE_OPTION_INVALID: 2 },
  ...{ FUNCTION_CODE_UNREADABLE: 2, FUNCTION_NOT_FOUND: 2, FUNCTION_NOT_RUNNABLE: 2 },
  ...{ HANDLER_MODULE_INVALID: 2 },
  ...{ ROLE_NOT_ASSUMED: 3, SOURCE_NOT_PLANNABLE: 2, TRANSFORM_NEEDS_ALL: 2 },
  ...{ DESTINATION_REFUSED: 3, DESTINATION_UNKNOWN: 2, HANDLER_MODULE_INVALID: 2 },
};
/** Of throttling, which a wrapped client meets. */
const OF_CLIENTS = {
  ...{ ACCOUNT_LIMIT_REACHED: 3, CAPACITY_AT_MAXIMUM: 3, HOT_PARTITION: 3 },
  ...{ OWNERS_MAXIMUM_REACHED: 3, STILL_THROTTLED: 3, TABLE_NOT_NAMED: 3 },
  ...{ THROTTLE_CAUSE_UNKNOWN: 3 },
};
/** Codes that ended with 1 before their package said whose move it is. */
const CHANGED = {
  ...{ MAX_WRITE_UNITS_INVALID: 2, REQUEST_HEADER_INVALID: 3 },
  ...{ LOCAL_CLOUD_RUNNING: 3, MOTO_DID_NOT_START: 3 },
  ...{ TABLE_NOT_DESCRIBED: 3, TARGET_UNREACHABLE: 3 },
};
const wordsOf = (text: string) => text.trim().split(/\s+/);
const expected = new Map([
  ...Object.entries({ ...OF_PROGRAMS, ...OF_CLIENTS, ...CHANGED }),
  ...wordsOf(USAGE).map((code) => [code, 2] as const),
  ...wordsOf(ENVIRONMENT).map((code) => [code, 3] as const),
]);

const makers = [
  ["cli", cliError] as const,
  ...Object.entries(packages).flatMap(([name, exports]) =>
    Object.values<unknown>(exports)
      .filter(isErrorMaker)
      .map((maker) => [name, maker] as const),
  ),
];
const codes = makers.flatMap(([name, maker]) =>
  Object.entries(maker.codes).map(([code, { errorClass }]) => ({ name, code, errorClass })),
);

function isErrorMaker(value: unknown): value is ErrorMaker<Record<string, never>> {
  return typeof value === "function" && "codes" in value && "is" in value;
}

describe("the exit code of every code of the packages that the command line uses", () => {
  test.each(codes)("$name: $code", ({ code, errorClass }) => {
    expect(exitCodeOfClass({ errorClass })).toBe(expected.get(code) ?? 1);
  });

  test("none that a script may rely on is gone", () => {
    const defined = codes.map(({ code }) => code);
    expect(defined).toEqual(expect.arrayContaining([...expected.keys()]));
  });
});

test.each([
  ["a wrong option", new CommanderError(1, "commander.unknownOption", ""), 2],
  ["--help", new CommanderError(0, "commander.helpDisplayed", ""), 0],
  ["what nobody threw on purpose", new TypeError("undefined is not a function"), 1],
  ["a defect", errorsOf({ X: defect() })("X", ""), 1],
  ["a mistake of the person's", errorsOf({ X: usage() })("X", ""), 2],
  ["the surroundings", errorsOf({ X: environment() })("X", ""), 3],
])("%s has its exit code", (_, error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});
