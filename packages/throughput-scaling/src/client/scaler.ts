import { clientSettings } from "../settings/client-settings.ts";
import { scalingSettings } from "../settings/read-scaling-settings.ts";
import type { ScalingOverrides, ScalingSettings } from "../settings/scaling-settings.ts";
import { readThrottle } from "../throttles/read-throttle.ts";
import type { SentCommand } from "../throttles/throttle.ts";
import { isRecovering, Recovery } from "./recovery.ts";
import type { OperationOptions, ScalingConfig } from "./scaling-config.ts";
import { type ScalingServices, scalingServices } from "./scaling-services.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs operations, and answers their throttles by scaling. */
export class Scaler {
  readonly services: ScalingServices;
  readonly #env: Environment;
  readonly #overrides: ScalingOverrides;
  readonly #settings: ScalingSettings;
  readonly #ofOperations = new Map<string, ScalingOverrides>();
  readonly #tableName: string | undefined;

  /** @throws SETTINGS_INVALID, of the client's settings and of each operation's */
  constructor(config: ScalingConfig) {
    const { client, store, usage, waitMs, logger, clock, random, ...rest } = config;
    const { env = process.env, operations = {}, tableName, ...overrides } = rest;
    this.#env = env;
    this.#overrides = overrides;
    const { settings, tables } = clientSettings(env, overrides);
    this.#settings = settings;
    this.#tableName = tableName;
    for (const [name, own] of Object.entries(operations)) {
      this.#ofOperations.set(name, own);
      this.settingsOf(name);
    }
    this.services = scalingServices(config, settings, tables);
  }

  /**
   * The settings of an operation: its own, those of its name, the client's, the environment's.
   *
   * @throws SETTINGS_INVALID
   */
  settingsOf(name: string, options: OperationOptions = {}): ScalingSettings {
    const { tableName: _, signal: __, ...own } = options;
    const ofName = this.#ofOperations.get(name);
    const isOwn = Object.values(own).some((value) => value !== undefined);
    if (ofName === undefined && !isOwn) return this.#settings;
    return scalingSettings(this.#env, { ...this.#overrides, ...ofName, ...own });
  }

  /**
   * Runs an operation until it succeeds, fails for another reason than a throttle, or is given up.
   *
   * @param name as logs and errors call it
   * @param sentBy the command that led to an error, where it is seen
   * @throws what the operation throws, as it is, unless that is a throttle: then an error of this
   *   package, with it as the cause; SETTINGS_INVALID; the signal's reason
   */
  async run<Result>(
    operation: () => Promise<Result>,
    name: string,
    options: OperationOptions = {},
    sentBy: (error: unknown) => SentCommand | undefined = () => undefined,
  ): Promise<Result> {
    // Within the answer to a throttle, and within another wrapper's, it is not for this one to answer.
    if (isRecovering()) return operation();
    const settings = this.settingsOf(name, options);
    let recovery: Recovery | undefined;
    const { clock } = this.services;
    for (;;) {
      options.signal?.throwIfAborted();
      const sentAtMs = clock.now();
      try {
        const result = await operation();
        recovery?.succeeded();
        return result;
      } catch (error) {
        const sent = sentBy(error);
        const throttle = readThrottle(error, sent, options.tableName ?? this.#tableName);
        if (throttle === undefined) throw error;
        const { signal } = options;
        recovery ??= new Recovery(this.services, { name, settings, signal });
        const failure = await recovery.recover(throttle, sentAtMs, sent);
        if (failure !== undefined) throw failure;
      }
    }
  }
}
