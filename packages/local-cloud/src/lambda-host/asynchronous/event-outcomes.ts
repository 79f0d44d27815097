import type { Delivery } from "../../destinations/delivery.ts";
import type { ErrorReport } from "../../error-report.ts";
import type { FunctionReference } from "../function-reference.ts";
import type { EventSettings } from "./event-settings.ts";
import {
  deadLetterAttributes,
  type FinishedEvent,
  invocationRecord,
  recordKey,
} from "./finished-event.ts";

/** What CloudWatch counts of asynchronous events, beside what it counts of every invocation. */
export type AsynchronousMetric =
  | "AsyncEventsReceived"
  | "AsyncEventsDropped"
  | "AsyncEventAge"
  | "DestinationDeliveryFailures"
  | "DeadLetterErrors";

export type AsynchronousObserver = (
  functionName: string,
  metric: AsynchronousMetric,
  value: number,
) => void;

export interface EventOutcomesOptions {
  /** Sends to a destination as the function's role. */
  readonly send: (from: FunctionReference, arn: string, delivery: Delivery) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly observe: AsynchronousObserver;
  readonly onError: ErrorReport;
}

/** Tells a function's destinations, and its dead-letter queue or topic, what became of its asynchronous events. */
export class EventOutcomes {
  readonly #options: EventOutcomesOptions;

  constructor(options: EventOutcomesOptions) {
    this.#options = options;
  }

  /** Sends what is to be sent. Never throws: what can't be sent is counted and reported. */
  async finish(
    reference: FunctionReference,
    settings: EventSettings,
    event: FinishedEvent,
  ): Promise<void> {
    const { observe } = this.#options;
    const succeeded = event.condition === "Success";
    const destination = succeeded ? settings.onSuccess : settings.onFailure;
    if (destination !== undefined) {
      const delivery = this.#record(reference, event);
      await this.#send(reference, destination, delivery, "DestinationDeliveryFailures");
    }
    if (succeeded) return;
    if (settings.deadLetterArn !== undefined) {
      const body = Buffer.from(event.payload).toString("utf8");
      const delivery = { body, attributes: deadLetterAttributes(event) };
      await this.#send(reference, settings.deadLetterArn, delivery, "DeadLetterErrors");
    }
    observe(reference.name, "AsyncEventsDropped", 1);
  }

  #record(reference: FunctionReference, event: FinishedEvent): Delivery {
    const atMs = this.#options.now();
    const body = JSON.stringify(invocationRecord(event, atMs));
    const outcome = event.condition === "Success" ? "Success" : "Failure";
    return {
      body,
      event: {
        detailType: `Lambda Function Invocation Result - ${outcome}`,
        resources: [event.functionArn],
      },
      object: { key: recordKey(reference.name, atMs, this.#options.newId()), body },
    };
  }

  async #send(
    reference: FunctionReference,
    arn: string,
    delivery: Delivery,
    failure: "DestinationDeliveryFailures" | "DeadLetterErrors",
  ): Promise<void> {
    const { send, observe, onError } = this.#options;
    try {
      await send(reference, arn, delivery);
    } catch (error) {
      observe(reference.name, failure, 1);
      onError(`an event of ${reference.name} did not reach ${arn}`, error);
    }
  }
}
