import type { Target } from "@aws-sdk/client-eventbridge";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { ErrorReport } from "../error-report.ts";
import type { BusEvent } from "./bus-event.ts";
import type { Rules } from "./rules.ts";
import { deadLetter, targetDelivery } from "./target-delivery.ts";
import { type MatchedRule, targetInput } from "./target-input.ts";

export interface EventBusesOptions {
  readonly rules: Pick<Rules, "of">;
  readonly deliveries: Pick<Deliveries, "deliver">;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onError: ErrorReport;
}

const SERVICE = "events.amazonaws.com";

/** Brings the events of a region's buses to the targets of the rules that they match. */
export class EventBuses {
  readonly #options: EventBusesOptions;

  constructor(options: EventBusesOptions) {
    this.#options = options;
  }

  /** Takes an event in; what becomes of it is not waited for. */
  take(bus: string, event: BusEvent): void {
    this.#match(bus, event).catch((error: unknown) =>
      this.#options.onError(`event bus ${bus}`, error),
    );
  }

  /** Gives the targets of a rule an event: those of a pattern, or of a schedule. */
  async fire(rule: MatchedRule, targets: readonly Target[], event: BusEvent): Promise<void> {
    await Promise.all(targets.map((target) => this.#deliver(rule, target, event)));
  }

  async #match(bus: string, event: BusEvent): Promise<void> {
    const rules = await this.#options.rules.of(bus);
    await Promise.all(
      rules
        .filter(({ pattern }) => pattern.matches(event))
        .map((rule) => this.fire(rule, rule.targets, event)),
    );
  }

  async #deliver(rule: MatchedRule, target: Target, event: BusEvent): Promise<void> {
    const { deliveries, now, onError } = this.#options;
    const { Arn: arn = "", DeadLetterConfig: deadLetters, RoleArn: role } = target;
    const delivery = targetDelivery(target, targetInput(target, event, rule, now()), event);
    if (delivery === undefined) return;
    const sender = { service: SERVICE, arn: rule.arn };
    // A function's own policy decides, whatever role the target names.
    const why = await deliveries.deliver(
      arn,
      delivery,
      delivery.kind === "function" ? sender : { ...sender, roleArn: role },
    );
    if (why === undefined) return;
    const undelivered =
      deadLetters?.Arn === undefined
        ? why
        : await deliveries.deliver(
            deadLetters.Arn,
            {
              kind: "queue",
              message: deadLetter(event, {
                RULE_ARN: rule.arn,
                TARGET_ARN: arn,
                ERROR_MESSAGE: why,
              }),
            },
            sender,
          );
    if (undelivered !== undefined) {
      onError(`rule ${rule.name}: ${arn} got no event: ${undelivered}`, undefined);
    }
  }
}
