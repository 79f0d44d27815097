import {
  GetFunctionCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import { type DeployedFunction, deployedFunction } from "./deployed-function.ts";
import type { FunctionCode } from "./function-code.ts";

/** The deployed functions: asked of moto at their first use, and again after each change. */
export class FunctionCatalog {
  readonly #client: LambdaClient;
  readonly #code: FunctionCode;
  readonly #known = new Map<string, Promise<DeployedFunction | undefined>>();

  constructor(client: LambdaClient, code: FunctionCode) {
    this.#client = client;
    this.#code = code;
  }

  /** The function of this name; undefined when none is deployed. */
  find(name: string): Promise<DeployedFunction | undefined> {
    const known = this.#known.get(name);
    if (known) return known;
    const asked = this.#ask(name);
    this.#known.set(name, asked);
    // Only what was found is worth keeping.
    asked.then(
      (found) => found === undefined && this.#known.delete(name),
      () => this.#known.delete(name),
    );
    return asked;
  }

  /** To be called when a function may have changed. */
  changed(name: string): void {
    this.#known.delete(name);
  }

  async #ask(name: string): Promise<DeployedFunction | undefined> {
    try {
      const answer = await this.#client.send(new GetFunctionCommand({ FunctionName: name }));
      return deployedFunction(answer, this.#code.directoryOf(name));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}
