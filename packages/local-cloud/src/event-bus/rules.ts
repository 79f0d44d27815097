import {
  type Rule as DeployedRule,
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { type EventPattern, parseEventPattern } from "@spillway/event-pattern";
import type { MatchedRule } from "./target-input.ts";

/** An enabled rule that waits for events. */
export interface PatternRule extends MatchedRule {
  readonly pattern: EventPattern;
  readonly targets: readonly Target[];
}

/** Rules and targets of a region's event buses, read once and again after a change. */
export class Rules {
  readonly #client: EventBridgeClient;
  readonly #kept = new Map<string, Promise<readonly PatternRule[]>>();

  constructor(client: EventBridgeClient) {
    this.#client = client;
  }

  /** The enabled rules of a bus that have a pattern. */
  of(bus: string): Promise<readonly PatternRule[]> {
    const known = this.#kept.get(bus);
    if (known) return known;
    const asked = this.#read(bus);
    this.#kept.set(bus, asked);
    asked.catch(() => this.#kept.delete(bus));
    return asked;
  }

  async #targetsOf(rule: string, bus: string): Promise<readonly Target[]> {
    const targets: Target[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListTargetsByRuleCommand({
          Rule: rule,
          EventBusName: bus,
          ...(NextToken ? { NextToken } : {}),
        }),
      );
      targets.push(...(page.Targets ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return targets;
  }

  /** To be called when a rule, a target or a bus came, changed or went. */
  changed(): void {
    this.#kept.clear();
  }

  async #read(bus: string): Promise<readonly PatternRule[]> {
    const rules: PatternRule[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListRulesCommand({ EventBusName: bus, ...(NextToken ? { NextToken } : {}) }),
      );
      for (const rule of page.Rules ?? []) {
        const read = await this.#withTargets(rule, bus);
        if (read) rules.push(read);
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return rules;
  }

  async #withTargets(
    { Name: name = "", Arn: arn = "", EventPattern: pattern, State: state }: DeployedRule,
    bus: string,
  ): Promise<PatternRule | undefined> {
    if (!pattern || state === "DISABLED") return undefined;
    return {
      name,
      arn,
      pattern: parseEventPattern(pattern),
      targets: await this.#targetsOf(name, bus),
    };
  }
}
