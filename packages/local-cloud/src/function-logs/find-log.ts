import { localCloudError } from "../errors.ts";
import { type FunctionLog, functionLogFile, functionLogs } from "./log-files.ts";
import { nearNames } from "./near-names.ts";

export interface WantedLog {
  readonly stateDir: string;
  readonly functionName: string;
  /** Needed only where functions of several regions have the name. */
  readonly region?: string | undefined;
  /** Functions that are deployed now, if that is known: one that has not run yet has no file. */
  readonly deployed?: readonly { readonly region: string; readonly name: string }[];
}

const NAMES_LISTED = 20;

/**
 * Finds the log of a function.
 *
 * @throws SpillwayError FUNCTION_LOG_NOT_FOUND with the names that there are, and
 *   FUNCTION_LOG_IN_REGIONS when functions of several regions have the name
 */
export function findLog({ stateDir, functionName, region, deployed = [] }: WantedLog): FunctionLog {
  const written = functionLogs(stateDir);
  const waiting = deployed.map(({ region: of, name }) => ({
    region: of,
    functionName: name,
    file: functionLogFile(stateDir, of, name),
    older: [],
  }));
  const isWritten = ({ region: of, functionName: name }: FunctionLog) =>
    written.some((log) => log.region === of && log.functionName === name);
  const known = [...written, ...waiting.filter((log) => !isWritten(log))];
  const inRegion = known.filter((log) => region === undefined || log.region === region);
  const [found, ...others] = inRegion.filter((log) => log.functionName === functionName);
  if (found === undefined) throw notFound(functionName, region, inRegion);
  if (others.length > 0) {
    const regions = [found, ...others].map((log) => log.region);
    throw localCloudError(
      "FUNCTION_LOG_IN_REGIONS",
      `expected one function ${functionName}; came ${regions.length}, in ${regions.join(", ")}`,
      { details: { regions }, hint: `Say which with --region ${found.region}.` },
    );
  }
  return found;
}

function notFound(functionName: string, region: string | undefined, known: readonly FunctionLog[]) {
  const names = [...new Set(known.map((log) => log.functionName))];
  const where = region === undefined ? "" : ` in ${region}`;
  const near = nearNames(functionName, names);
  const listed = names.slice(0, NAMES_LISTED).join(", ");
  const more = names.length > NAMES_LISTED ? ` and ${names.length - NAMES_LISTED} more` : "";
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(" or ")}?`
      : "spillway local-cloud status lists what is deployed.";
  return localCloudError(
    "FUNCTION_LOG_NOT_FOUND",
    names.length === 0
      ? `expected a function that has run or is deployed${where}; came ${functionName}, and there is none`
      : `expected one of ${listed}${more}${where}; came ${functionName}`,
    { details: { functionName, near }, hint },
  );
}
