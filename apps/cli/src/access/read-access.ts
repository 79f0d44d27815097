import type { AccessDocument } from "@spillway/local-cloud";
import { cliError } from "../errors.ts";
import { localCloudPackage } from "../local-cloud/local-cloud-package.ts";

/** Longer than the local cloud needs to ask for the policies of some hundred roles. */
const ANSWER_LIMIT_MS = 30_000;

/**
 * Asks the local cloud what each role was granted and used.
 *
 * @param endpoint of the local cloud; by default that of the one whose state is in `stateDir`.
 * @throws `LOCAL_CLOUD_NOT_RUNNING` where none runs, or what answers at the endpoint is none.
 */
export async function readAccess(
  endpoint: string | undefined,
  stateDir: string,
): Promise<AccessDocument> {
  const address = endpoint ?? (await endpointOf(stateDir));
  let answer: unknown;
  try {
    const response = await fetch(`${address}/_spillway/access`, {
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    answer = await response.json();
  } catch (cause) {
    throw notRunning(`no local cloud answers at ${address}`, cause);
  }
  const { accessDocument } = await localCloudPackage();
  const found = accessDocument.safeParse(answer);
  if (found.success) return found.data;
  throw notRunning(`what answers at ${address} is no local cloud that counts uses`, found.error);
}

async function endpointOf(stateDir: string): Promise<string> {
  const { localCloudStatus } = await localCloudPackage();
  const status = await localCloudStatus({ stateDir });
  if (status.running) return status.endpoint;
  throw notRunning("no local cloud is running");
}

function notRunning(message: string, cause?: unknown) {
  return cliError("LOCAL_CLOUD_NOT_RUNNING", message, {
    cause,
    hint: "Start one with spillway local-cloud start, deploy into it, and let it do its work.",
  });
}
