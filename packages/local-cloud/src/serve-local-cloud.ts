import { randomBytes } from "node:crypto";
import path from "node:path";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import * as z from "zod";
import { noSuchRegion } from "./access/answers/no-such-region.ts";
import { assumeRoleRoute } from "./access/callers/assume-role-route.ts";
import { roleSessionSchema } from "./access/callers/role-session.ts";
import { startAccess } from "./access/start-access.ts";
import { startBucketNotifications } from "./bucket-notifications/start-bucket-notifications.ts";
import { bucketDocument, bucketDocumentsRoute } from "./buckets/bucket-documents-route.ts";
import { bucketExists } from "./buckets/bucket-exists.ts";
import { Deliveries } from "./deliveries/deliveries.ts";
import type { ErrorReport } from "./error-report.ts";
import { functionUrlRoute, isFunctionUrl } from "./function-urls/function-url-route.ts";
import { autoscalingTagsRoute, autoscalingTagsSchema } from "./gateway/autoscaling-tags-route.ts";
import { changedBy, saysActionInBody } from "./gateway/changes.ts";
import { createTableRoute } from "./gateway/create-table-route.ts";
import type { Exchange } from "./gateway/exchange.ts";
import { refusalOfForeignPage } from "./gateway/foreign-page.ts";
import type { Gateway } from "./gateway/gateway.ts";
import { healthRoute, isOwnPage } from "./gateway/health-route.ts";
import { NotRun } from "./gateway/not-run.ts";
import { notRunRoute } from "./gateway/services/not-run-route.ts";
import { Upstream } from "./gateway/upstream.ts";
import { serveHttpApis } from "./http-apis/serve-http-apis.ts";
import { isHttpApi } from "./http-apis/serving/http-api-route.ts";
import { codePageRoute } from "./lambda-api/code-page.ts";
import type { LocalCloud } from "./local-cloud.ts";
import type { MotoProcess } from "./moto/moto-process.ts";
import type { LocalCloudSettings } from "./options.ts";
import { KeptState } from "./persistence/kept-state.ts";
import type { ClosingStack } from "./process/closing-stack.ts";
import type { ProcessRegister } from "./process/process-register.ts";
import { isRegionName } from "./regions/region-name.ts";
import { Regions } from "./regions/regions.ts";
import { startRegion } from "./regions/start-region.ts";
import type { Activity } from "./status/activity.ts";
import { countRequest } from "./status/count-requests.ts";
import { listChangedBy } from "./status/deployed.ts";
import { LiveStream } from "./status/live-stream.ts";
import { localStatus } from "./status/local-status.ts";
import { refusalOfForeignName, refusalOfOwnPage } from "./status/own-host.ts";
import { statusPageRoute } from "./status/status-page.ts";

export interface ServeOptions {
  readonly settings: LocalCloudSettings;
  readonly gateway: Gateway;
  /** That answers already. */
  readonly moto: MotoProcess;
  readonly register: ProcessRegister;
  readonly activity: Activity;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** Puts together what all regions share, before a moto that runs, and lets the gateway serve it. */
export async function serveLocalCloud({
  settings,
  gateway,
  moto,
  register,
  activity,
  closing,
  onError,
}: ServeOptions): Promise<LocalCloud> {
  const { region } = settings;
  const startedAt = new Date().toISOString();
  const ownKey = `spillway-${randomBytes(12).toString("hex")}`;
  const notRun = new NotRun(Date.now, () => activity.notServed());
  const motoUpstream = upstreamTo(moto.url, notRun, closing);
  const kept =
    settings.persist === undefined
      ? KeptState.inMemory(settings.stateDir)
      : KeptState.inFolder(path.join(settings.persist, "gateway"));
  closing.add("kept state", () => kept.close());
  // The regions need the rights, and the guard the policies of the regions' queues.
  const access = startAccess({
    moto: moto.url,
    region,
    regions: () => regions.all().map(([name]) => name),
    enforceAll: settings.enforceAll,
    ownKey,
    startedAt,
    sessions: kept.map("role-sessions", roleSessionSchema),
    queuePolicy: (queueRegion, queue) => regions.inUse(queueRegion)?.queuePolicy(queue),
  });
  closing.add("access", () => access.close());
  const deliveries = new Deliveries({
    endpoint: gateway.url,
    rights: access.rights,
    regionOf: (name) => regions.of(name).receiver,
  });
  const regions = new Regions(kept.map("regions", z.literal(true)), (name) =>
    startRegion(name, {
      endpoint: gateway.url,
      moto: moto.url,
      motoUpstream,
      ownKey,
      rights: access.rights,
      deliveries,
      policiesChanged: () => access.changed(),
      kept: kept.inRegion(name),
      notRun,
      activity: activity.of(name),
      asynchronousRetryMs: settings.asynchronousRetrySeconds * 1_000,
      stateDir: settings.stateDir,
      register,
      closing,
      onError,
    }),
  );
  const proxy = await startCapacityProxy({
    target: moto.url,
    burstSeconds: settings.burstSeconds,
    updatingSeconds: settings.updatingSeconds,
    decreaseRule: settings.decreaseRule,
    updateStore: kept.map("table-updates", z.string()),
    onMetrics(usage) {
      for (const event of usage) regions.inUse(event.region)?.used(event);
    },
  });
  closing.add("capacity proxy", () => proxy.close());
  const dynamodbUpstream = upstreamTo(proxy.url, notRun, closing);
  const live = new LiveStream({ history: activity.history, startedAt, now: Date.now });
  closing.add("listeners", () => live.close());
  const ownPages = [
    statusPageRoute(live),
    codePageRoute((name) => regions.inUse(name)?.code),
    healthRoute(
      { status: "ok", pid: process.pid, startedAt },
      {
        state: () =>
          localStatus({
            startedAt,
            endpoint: gateway.url,
            moto,
            capacityProxy: proxy,
            region,
            activity,
            regions: () => Promise.all(regions.all().map(([, services]) => services.facts())),
            children: () => register.running(),
            refusals: () => access.usage.refusalCounts(),
            notServed: () => notRun.counts(),
          }),
        access: () => access.state(),
      },
    ),
  ];
  const functionUrls = functionUrlRoute({
    regionOf(name) {
      // Anybody may name a host: that begins no region.
      const used = regions.inUse(name);
      return used && { urls: used.urls, invoke: (...of) => used.host.invoke(...of) };
    },
    publicRefusal: (permission) => access.rights.publicRefusal(permission),
    callerMay: async (exchange, needed) =>
      (await access.guard.refusalOf(exchange, needed)) === undefined,
  });
  const httpApis = serveHttpApis({ access, regions, moto: moto.url });
  const buckets = bucketDocumentsRoute({
    moto: motoUpstream,
    exists: (bucket) => bucketExists(moto.url, bucket),
    kept: kept.map("bucket-documents", bucketDocument),
  });
  const notifications = startBucketNotifications({
    moto: moto.url,
    motoUpstream,
    region,
    ownKey,
    kept,
    deliveries,
    toEventBridge: (name, event) => regions.of(name).takeEvent(event),
    notRun,
    closing,
    onError,
  });
  // Reading a stream takes nothing of its table's capacity.
  const upstreamOf = ({ service, isOfStreams }: Exchange) =>
    service === "dynamodb" && !isOfStreams ? dynamodbUpstream : motoUpstream;
  const sharedRoutes = [
    notRunRoute(upstreamOf, notRun),
    buckets,
    createTableRoute(dynamodbUpstream),
    assumeRoleRoute(motoUpstream, access.callers),
    notifications,
    autoscalingTagsRoute(motoUpstream, kept.map("autoscaling-tags", autoscalingTagsSchema)),
  ];

  gateway.serve({
    routesFor(exchange) {
      if (isFunctionUrl(exchange)) return [functionUrls];
      if (isHttpApi(exchange)) return [httpApis];
      if (isOwnPage(exchange)) return ownPages;
      // Without a signature nobody says in which region: only moto knows what to make of it.
      if (exchange.region === undefined) return sharedRoutes;
      return [...sharedRoutes, ...regions.of(exchange.region).routes];
    },
    upstreamOf,
    async refusalOf(exchange) {
      if (isFunctionUrl(exchange)) return undefined;
      if (isHttpApi(exchange))
        return isOwnPage(exchange) ? refusalOfForeignName(exchange) : undefined;
      if (isOwnPage(exchange)) return refusalOfOwnPage(exchange);
      const foreign = refusalOfForeignPage(exchange);
      if (foreign !== undefined) return foreign;
      const { region } = exchange;
      if (region !== undefined && !isRegionName(region)) return noSuchRegion(exchange, region);
      if (saysActionInBody(exchange.service)) await exchange.readAction();
      if (region !== undefined) await regions.inUse(region)?.tableWrites.prepare(exchange);
      return access.guard.refusalOf(exchange);
    },
    onAnswer(exchange) {
      if (isFunctionUrl(exchange) || isHttpApi(exchange) || isOwnPage(exchange)) return;
      // What is no region was refused, and must not begin one.
      if (exchange.region !== undefined && !isRegionName(exchange.region)) return;
      countRequest(exchange, activity, (what) => notRun.note(what));
      const list = listChangedBy(exchange);
      if (exchange.region !== undefined) {
        const used = regions.inUse(exchange.region);
        if (list !== undefined) used?.listChanged(list);
        used?.tableWrites.follow(exchange);
      }
      buckets.answered(exchange).catch((error) => onError("documents of a bucket", error));
      const change = changedBy(exchange);
      if (change === undefined) return;
      if (change.kind === "policies" || (change.kind === "function" && change.policy)) {
        access.changed();
      }
      if (exchange.region !== undefined) regions.of(exchange.region).changed(change);
    },
    onError,
  });

  regions.begin();

  const failed = new Promise<string>((resolve) => {
    void moto.failed.then((why) => {
      if (!closing.isClosing) resolve(why);
    });
  });
  return { endpoint: gateway.url, startedAt, failed, close: () => closing.close() };
}

function upstreamTo(url: string, notRun: NotRun, closing: ClosingStack): Upstream {
  const upstream = new Upstream(url, (exchange) => notRun.lacking(exchange));
  closing.add(`connections to ${url}`, () => upstream.close());
  return upstream;
}
