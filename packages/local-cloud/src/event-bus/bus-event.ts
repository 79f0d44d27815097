import { ACCOUNT } from "../account.ts";

/** An event as rules match it and targets get it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 in whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** What somebody says of an event. */
export interface SaidOfEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly resources?: readonly string[] | undefined;
  readonly detail: unknown;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly region: string;
}

/**
 * An event in EventBridge's form.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function busEvent(said: SaidOfEvent): BusEvent {
  return {
    version: "0",
    id: said.id,
    "detail-type": said.detailType,
    source: said.source,
    account: ACCOUNT,
    time: `${new Date(said.atMs).toISOString().slice(0, 19)}Z`,
    region: said.region,
    resources: said.resources ?? [],
    detail: said.detail,
  };
}

/** An event of an AWS service for the default bus. */
export interface ServiceEvent {
  /** `aws.s3` */
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}
