import type { LocalCloudStatus, StatusDocument, StoppedLocalCloud } from "@spillway/local-cloud";
import { cliError } from "../errors.ts";
import { localCloudPackage } from "./local-cloud-package.ts";

/** What is known of a local cloud: whether it runs and where, and what runs in it. */
export type FoundStatus = StoppedLocalCloud | ({ readonly running: true } & StatusDocument);

/** Longer than it needs to list a thousand functions. */
const ANSWER_LIMIT_MS = 30_000;

/**
 * Asks a local cloud what runs in it.
 *
 * @param endpoint of the local cloud; by default that of the one whose state is in `stateDir`
 * @throws SpillwayError LOCAL_CLOUD_NOT_RUNNING when what answers there is none, or one of another version
 */
export async function readStatus(
  endpoint: string | undefined,
  stateDir: string,
): Promise<FoundStatus> {
  const { localCloudStatus, statusDocument } = await localCloudPackage();
  let address = endpoint;
  if (address === undefined) {
    const status: LocalCloudStatus = await localCloudStatus({ stateDir });
    if (!status.running) return status;
    address = status.endpoint;
  }
  let answer: unknown;
  try {
    const response = await fetch(`${address}/_spillway/state`, {
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    answer = await response.json();
  } catch (cause) {
    throw notRunning(`no local cloud answers at ${address}`, cause);
  }
  const found = statusDocument.safeParse(answer);
  if (found.success) return { running: true, ...found.data };
  throw notRunning(`what answers at ${address} is no local cloud of this version`, found.error);
}

function notRunning(message: string, cause: unknown) {
  return cliError("LOCAL_CLOUD_NOT_RUNNING", message, {
    cause,
    hint: "Start one with spillway local-cloud start; one that is older is stopped first.",
  });
}
