import * as z from "zod";
import type { FunctionReference } from "../lambda-host/function-reference.ts";
import { corsSchema } from "../lambda-http/cors.ts";
import type { KeptMap } from "../persistence/kept-map.ts";

/** A function URL as it is kept. */
export const functionUrlSchema = z.object({
  name: z.string(),
  qualifier: z.string().optional(),
  authType: z.enum(["NONE", "AWS_IAM"]),
  cors: corsSchema.optional(),
  /** As Lambda writes it. */
  created: z.string(),
  modified: z.string(),
});

export type FunctionUrl = z.infer<typeof functionUrlSchema>;

/** The function URLs of a region, by their ids: at most one for a function and one for each of its aliases. */
export class FunctionUrls {
  readonly #urls: KeptMap<FunctionUrl>;

  constructor(urls: KeptMap<FunctionUrl>) {
    this.#urls = urls;
  }

  get(id: string): FunctionUrl | undefined {
    return this.#urls.get(id);
  }

  set(id: string, url: FunctionUrl): void {
    this.#urls.set(id, url);
  }

  delete(id: string): void {
    this.#urls.delete(id);
  }

  /** The URL of a function, or of its alias. */
  of({ name, qualifier }: FunctionReference): readonly [string, FunctionUrl] | undefined {
    return this.allOf(name).find(([, url]) => url.qualifier === qualifier);
  }

  /** Those of a function and its aliases. */
  allOf(name: string): readonly (readonly [string, FunctionUrl])[] {
    return [...this.#urls.entries()].filter(([, url]) => url.name === name);
  }

  /** To be called when a function was deleted. */
  forget(name: string): void {
    for (const [id] of this.allOf(name)) this.#urls.delete(id);
  }
}
