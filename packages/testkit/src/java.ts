import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { testkitError } from "./testkit-error.ts";

/** The oldest Java that DynamoDB Local runs on. */
const MINIMUM_JAVA = 17;

const JAVA_HINT =
  "Install a Java runtime (Debian: openjdk-17-jre-headless), set JAVA_HOME, or name a running endpoint in DYNAMODB_LOCAL_ENDPOINT.";

/**
 * Environment of an engine that lives for minutes: Java's second compiler costs more than it gives. A race of
 * 800 operations on carts takes DynamoDB Local 8 seconds of processor instead of 19.
 */
export const SHORT_LIVED_JAVA = {
  JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
} as const;

/**
 * Finds the `java` program of JAVA_HOME or PATH and looks at its version.
 *
 * @param env where JAVA_HOME and PATH are read from
 * @returns the program's path or name
 * @throws SpillwayError JAVA_MISSING when there is none, JAVA_TOO_OLD below 17
 */
export async function findJava(env: NodeJS.ProcessEnv): Promise<string> {
  const program = env.JAVA_HOME ? join(env.JAVA_HOME, "bin", "java") : "java";
  const text = await promisify(execFile)(program, ["-version"], { env, timeout: 60_000 }).then(
    ({ stdout, stderr }) => stderr + stdout,
    (cause: unknown) => {
      throw testkitError(
        "JAVA_MISSING",
        `DynamoDB Local needs Java ${MINIMUM_JAVA} or newer; "${program}" did not run`,
        { cause, hint: JAVA_HINT },
      );
    },
  );
  const major = javaMajorVersion(text);
  if (major === undefined || major < MINIMUM_JAVA) {
    throw testkitError(
      "JAVA_TOO_OLD",
      `expected Java ${MINIMUM_JAVA} or newer for DynamoDB Local; came "${program}" of ${major === undefined ? "an unknown version" : `version ${major}`}`,
      { hint: JAVA_HINT },
    );
  }
  return program;
}

/** The major version in what `java -version` prints: 17 for "17.0.15", 8 for the old "1.8.0_392". */
export function javaMajorVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
