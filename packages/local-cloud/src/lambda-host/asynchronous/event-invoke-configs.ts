import * as z from "zod";
import type { KeptMap } from "../../persistence/kept-map.ts";
import { type FunctionReference, LATEST } from "../function-reference.ts";

const destination = z.object({ Destination: z.string().optional() });

/** How a function's asynchronous events are to be treated: what PutFunctionEventInvokeConfig sets. */
export const eventInvokeConfig = z.object({
  MaximumRetryAttempts: z.number().optional(),
  MaximumEventAgeInSeconds: z.number().optional(),
  DestinationConfig: z
    .object({ OnSuccess: destination.optional(), OnFailure: destination.optional() })
    .optional(),
});

export const keptEventInvokeConfig = eventInvokeConfig.extend({
  /** Epoch seconds. */
  LastModified: z.number(),
});

export type EventInvokeConfig = z.infer<typeof eventInvokeConfig>;
export type KeptEventInvokeConfig = z.infer<typeof keptEventInvokeConfig>;

/**
 * The event invoke configurations of functions, each for one version or alias. They are kept here: moto 5.2
 * keeps one for all qualifiers, goes on answering the first after a change, and replaces where it should update.
 */
export class EventInvokeConfigs {
  readonly #kept: KeptMap<KeptEventInvokeConfig>;

  constructor(kept: KeptMap<KeptEventInvokeConfig>) {
    this.#kept = kept;
  }

  get(reference: FunctionReference): KeptEventInvokeConfig | undefined {
    return this.#kept.get(keyOf(reference));
  }

  set(reference: FunctionReference, config: KeptEventInvokeConfig): void {
    this.#kept.set(keyOf(reference), config);
  }

  delete(reference: FunctionReference): void {
    this.#kept.delete(keyOf(reference));
  }

  /** Those of all versions and aliases of a function, by qualifier. */
  of(name: string): readonly (readonly [qualifier: string, KeptEventInvokeConfig])[] {
    const prefix = `${name}:`;
    return [...this.#kept.entries()]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, config]) => [key.slice(prefix.length), config]);
  }

  /** To be called when a function was deleted. */
  forget(name: string): void {
    for (const [qualifier] of this.of(name)) this.delete({ name, qualifier });
  }
}

function keyOf({ name, qualifier = LATEST }: FunctionReference): string {
  return `${name}:${qualifier}`;
}
