import type { ErrorReport } from "../../error-report.ts";
import { functionReference } from "../../lambda-host/function-reference.ts";
import type { KeptMap } from "../../persistence/kept-map.ts";
import type { EventSourceMapping } from "./event-source-mapping.ts";
import type { Source, SourceSnapshot } from "./source.ts";

/** As Lambda names what a mapping does. */
export type MappingState =
  | "Creating"
  | "Enabling"
  | "Enabled"
  | "Updating"
  | "Disabling"
  | "Disabled"
  | "Deleting";

export interface EventSourcesOptions {
  readonly kept: KeptMap<EventSourceMapping>;
  /**
   * Begins to deliver the records of an enabled mapping.
   *
   * @param before when an earlier source of the mapping has ended, which may still be at its last batches
   */
  readonly start: (mapping: EventSourceMapping, before: Promise<void>) => Source;
  /** Told when a mapping is gone, and its source at rest. */
  readonly onDeleted: (uuid: string) => void;
  readonly onError: ErrorReport;
}

/** A mapping and how it gets on. */
export interface MappingStatus {
  readonly mapping: EventSourceMapping;
  readonly state: MappingState;
  /** Undefined while it is not enabled. */
  readonly source: SourceSnapshot | undefined;
}

/**
 * The event source mappings of a region, and a source that runs for each enabled one. They are kept here and not
 * in moto, which would itself take each message at the moment it is sent, try to run the function in a container,
 * and delete the message; and which answers neither aliases, states nor results.
 */
export class EventSources {
  readonly #options: EventSourcesOptions;
  readonly #running = new Map<string, Source>();
  readonly #ending = new Map<string, Promise<void>>();
  readonly #passing = new Map<string, MappingState>();
  /** Taken away, but not yet at rest. */
  readonly #deleting = new Map<string, EventSourceMapping>();

  constructor(options: EventSourcesOptions) {
    this.#options = options;
    for (const [, mapping] of options.kept.entries()) this.#begin(mapping, Promise.resolve());
  }

  get(uuid: string): MappingStatus | undefined {
    const mapping = this.#options.kept.get(uuid) ?? this.#deleting.get(uuid);
    return mapping && this.#status(mapping);
  }

  all(): readonly MappingStatus[] {
    return [...this.#options.kept.entries(), ...this.#deleting].map(([, mapping]) =>
      this.#status(mapping),
    );
  }

  /** Takes a mapping in, and begins to deliver when it is enabled: what comes to its source from then on. */
  async create(mapping: EventSourceMapping): Promise<void> {
    this.#options.kept.set(mapping.UUID, mapping);
    await this.#begin(mapping, Promise.resolve())?.begun;
  }

  /**
   * Goes on with other settings; batches that are under way end with those they began with.
   *
   * @returns the state on the way to the new one
   */
  update(mapping: EventSourceMapping): MappingState {
    const { UUID: uuid } = mapping;
    const wasEnabled = this.#options.kept.get(uuid)?.Enabled;
    this.#options.kept.set(uuid, mapping);
    const ended = this.#end(uuid);
    this.#begin(
      mapping,
      ended.catch(() => undefined),
    );
    const state =
      wasEnabled === mapping.Enabled ? "Updating" : mapping.Enabled ? "Enabling" : "Disabling";
    if (!mapping.Enabled) this.#pass(uuid, state, ended);
    return state;
  }

  /** Replaces what no source looks at. */
  setTags(uuid: string, Tags: EventSourceMapping["Tags"]): void {
    const mapping = this.#options.kept.get(uuid);
    if (mapping) this.#options.kept.set(uuid, { ...mapping, Tags });
  }

  /** Takes a mapping away; it is still seen while batches that are under way end. */
  delete({ UUID: uuid, ...settings }: EventSourceMapping): void {
    this.#options.kept.delete(uuid);
    this.#deleting.set(uuid, { UUID: uuid, ...settings });
    const ended = this.#end(uuid).finally(() => {
      this.#deleting.delete(uuid);
      this.#options.onDeleted(uuid);
    });
    this.#pass(uuid, "Deleting", ended);
  }

  /** To be called when a function may have been changed or deleted. */
  functionChanged(name: string): void {
    for (const [uuid, source] of this.#running) {
      const { FunctionArn: arn = "" } = this.#options.kept.get(uuid) ?? {};
      if (functionReference(arn).name === name) source.look();
    }
  }

  /** Stops without waiting for what is under way: for the end of the whole. */
  close(): void {
    for (const source of this.#running.values()) void source.stop();
    this.#running.clear();
  }

  #status(mapping: EventSourceMapping): MappingStatus {
    const state = this.#passing.get(mapping.UUID) ?? (mapping.Enabled ? "Enabled" : "Disabled");
    return { mapping, state, source: this.#running.get(mapping.UUID)?.snapshot() };
  }

  #begin(mapping: EventSourceMapping, before: Promise<void>): Source | undefined {
    if (!mapping.Enabled) return undefined;
    const source = this.#options.start(mapping, before);
    this.#running.set(mapping.UUID, source);
    return source;
  }

  /** After those of the mapping that are about to end already. */
  #end(uuid: string): Promise<void> {
    const source = this.#running.get(uuid);
    this.#running.delete(uuid);
    const ended = Promise.all([source?.stop(), this.#ending.get(uuid)]).then(() => undefined);
    this.#ending.set(uuid, ended);
    const forget = () => {
      if (this.#ending.get(uuid) === ended) this.#ending.delete(uuid);
    };
    ended.then(forget, forget);
    return ended;
  }

  /** Gives a mapping a state until something has ended. */
  #pass(uuid: string, state: MappingState, ended: Promise<void>): void {
    this.#passing.set(uuid, state);
    ended
      .catch((error: unknown) => this.#options.onError(`event source ${uuid}`, error))
      .finally(() => {
        if (this.#passing.get(uuid) === state) this.#passing.delete(uuid);
      });
  }
}
