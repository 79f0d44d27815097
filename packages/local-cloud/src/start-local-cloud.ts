import path from "node:path";
import type { ErrorReport } from "./error-report.ts";
import { Gateway } from "./gateway/gateway.ts";
import type { LocalCloud } from "./local-cloud.ts";
import { spawnMoto } from "./moto/spawn-moto.ts";
import { type LocalCloudOptions, type LocalCloudSettings, localCloudSettings } from "./options.ts";
import { BoundedLogs } from "./process/bounded-logs.ts";
import { ClosingStack } from "./process/closing-stack.ts";
import { preparedStateDir } from "./process/prepared-state-dir.ts";
import { Activity } from "./status/activity.ts";

const HOST = "127.0.0.1";
const PORTS_TRIED = 100;

/**
 * Starts a local AWS on loopback: moto answers the API, DynamoDB throttles by its provisioned
 * capacity, and deployed functions run in child processes, on Invoke, from queues and by schedule.
 * The state directory is emptied first; whatever an earlier local cloud left running there ends. With
 * `persist` all that was deployed and stored is there again.
 *
 * @param onError told of what goes wrong without stopping the local cloud; default standard error
 * @throws SpillwayError LOCAL_CLOUD_OPTIONS_INVALID, LOCAL_CLOUD_RUNNING, STATE_DIR_NOT_WRITABLE,
 * MOTO_NOT_FOUND, MOTO_DID_NOT_START, NO_FREE_PORT, PERSISTED_STATE_UNREADABLE, PERSIST_NOT_WRITTEN
 * @example
 * const cloud = await startLocalCloud({ port: 4566 });
 * cloud.endpoint; // "http://127.0.0.1:4566"
 * await cloud.close();
 */
export async function startLocalCloud(
  options: LocalCloudOptions = {},
  onError: ErrorReport = (message, error) => console.error(message, error),
): Promise<LocalCloud> {
  const settings = localCloudSettings(options);
  const closing = new ClosingStack(onError);
  try {
    return await start(settings, closing, onError);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start(
  settings: LocalCloudSettings,
  closing: ClosingStack,
  onError: ErrorReport,
): Promise<LocalCloud> {
  const { region } = settings;
  const activity = new Activity({ now: Date.now, region });
  const report: ErrorReport = (message, error) => {
    // Whatever fails while everything is being closed fails for that reason.
    if (closing.isClosing) return;
    activity.error(message, error);
    onError(message, error);
  };
  const register = preparedStateDir(settings.stateDir, closing);
  const gateway = await Gateway.open(HOST, portsFrom(settings.port));
  closing.add("gateway", () => gateway.close());
  const logs = new BoundedLogs({
    folder: settings.stateDir,
    trees: [path.join(settings.stateDir, "logs")],
    onError: report,
  });
  closing.add("bounds of logs", () => logs.close());
  const moto = await spawnMoto({
    stateDir: settings.stateDir,
    register,
    persist: settings.persist === undefined ? undefined : path.join(settings.persist, "moto"),
    closing,
  });
  // Read while moto starts, which takes as long; who only needs to start a process never reads it.
  const [{ serveLocalCloud }] = await Promise.all([
    import("./serve-local-cloud.ts"),
    moto.untilItAnswers(),
  ]);
  return await serveLocalCloud({
    settings,
    gateway,
    moto,
    register,
    activity,
    closing,
    onError: report,
  });
}

function portsFrom(first: number): number[] {
  return Array.from({ length: PORTS_TRIED }, (_, index) => first + index).filter(
    (port) => port <= 65_535,
  );
}
