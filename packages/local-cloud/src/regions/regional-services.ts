import type { UsageEvent } from "@spillway/capacity-proxy";
import type { StandingRights } from "../access/standing-rights.ts";
import type { AwsClients } from "../aws-clients.ts";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { DeliveryRegion } from "../deliveries/delivery-region.ts";
import type { ErrorReport } from "../error-report.ts";
import type { ServiceEvent } from "../event-bus/bus-event.ts";
import type { TableWrites } from "../event-sources/stream/table-writes.ts";
import type { FunctionUrls } from "../function-urls/function-url.ts";
import type { Change } from "../gateway/changes.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { HttpApis } from "../http-apis/start-http-apis.ts";
import type { AsynchronousInvocations } from "../lambda-host/asynchronous-invocations.ts";
import type { FunctionCode } from "../lambda-host/code/function-code.ts";
import type { LambdaHost } from "../lambda-host/lambda-host.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import type { ProcessRegister } from "../process/process-register.ts";
import type { RegionFacts } from "../status/collect-status.ts";
import type { DeployedLists } from "../status/deployed.ts";
import type { RegionActivity } from "../status/region-activity.ts";

/** What the parts of a region are put together from. */
export interface RegionOptions {
  /** The address of the gateway. */
  readonly endpoint: string;
  /** moto's own address, past the gateway. */
  readonly moto: string;
  readonly motoUpstream: Upstream;
  /** The access key of the local cloud itself. */
  readonly ownKey: string;
  readonly rights: StandingRights;
  /** What services send each other, in any region. */
  readonly deliveries: Deliveries;
  /** To be told when a policy may have been set, changed or taken away. */
  readonly policiesChanged: () => void;
  /** What this region's parts have to remember beside moto. */
  readonly kept: KeptState;
  /** Where what is not run is refused. */
  readonly notRun: NotRun;
  /** What happens in this region, for `GET /_spillway/state`. */
  readonly activity: RegionActivity;
  /** How long an asynchronous event waits before its first retry. */
  readonly asynchronousRetryMs: number;
  readonly stateDir: string;
  readonly register: ProcessRegister;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** What runs in one region. */
export interface RegionalServices {
  readonly host: LambdaHost;
  readonly events: AsynchronousInvocations;
  readonly code: FunctionCode;
  readonly urls: FunctionUrls;
  /** What serves requests to the region's HTTP APIs. */
  readonly apis: HttpApis["region"];
  readonly clients: AwsClients;
  /** Where deliveries to this region arrive. */
  readonly receiver: DeliveryRegion;
  /** Takes an event of an AWS service into the default event bus. */
  takeEvent(event: ServiceEvent): void;
  /** What the gateway answers itself, or changes, of requests to this region. */
  readonly routes: readonly Route[];
  /** A queue's policy as it was set; undefined when it has none. */
  queuePolicy(queue: string): string | undefined;
  /** Follows what is written to tables whose stream somebody reads. */
  readonly tableWrites: TableWrites;
  /** Takes what a table used in a second. */
  used(event: UsageEvent): void;
  /** To be called with what an answered request may have changed. */
  changed(change: Change): void;
  /** To be called when a list of what is deployed may have changed. */
  listChanged(list: keyof DeployedLists): void;
  /** What runs, for `GET /_spillway/state`. */
  facts(): Promise<RegionFacts>;
}
