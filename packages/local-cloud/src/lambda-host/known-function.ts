import {
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import type { Alias } from "./alias.ts";
import type { FunctionCode } from "./code/function-code.ts";
import type { Layers } from "./code/layers.ts";
import { type DeployedFunction, deployedFunction } from "./deployed-function.ts";
import { LATEST } from "./function-reference.ts";

export interface KnownFunctionOptions {
  readonly client: LambdaClient;
  readonly code: FunctionCode;
  readonly layers: Layers;
}

/** What moto says of one function, asked once for each of its versions and aliases. */
export class KnownFunction {
  readonly #client: LambdaClient;
  readonly #code: FunctionCode;
  readonly #layers: Layers;
  readonly #name: string;
  readonly #versions = new Map<string, Promise<DeployedFunction | undefined>>();
  readonly #aliases = new Map<string, Promise<Alias | undefined>>();

  constructor({ client, code, layers }: KnownFunctionOptions, name: string) {
    this.#client = client;
    this.#code = code;
    this.#layers = layers;
    this.#name = name;
  }

  /** A version; undefined when there is none of this number. */
  version(version: string): Promise<DeployedFunction | undefined> {
    return once(this.#versions, version, () => this.#askVersion(version));
  }

  /** An alias; undefined when there is none of this name. */
  alias(name: string): Promise<Alias | undefined> {
    return once(this.#aliases, name, () => this.#askAlias(name));
  }

  async #askVersion(version: string): Promise<DeployedFunction | undefined> {
    const Qualifier = version === LATEST ? undefined : version;
    const asked = new GetFunctionCommand({ FunctionName: this.#name, Qualifier });
    const answer = await unlessMissing(this.#client.send(asked));
    if (answer === undefined) return undefined;
    const { CodeSha256 = "", Layers: layers = [] } = answer.Configuration ?? {};
    const codeDirectory = this.#code.directoryOf(this.#name, CodeSha256);
    const optDirectory = await this.#layers.optOf(layers.flatMap(({ Arn }) => Arn ?? []));
    const place = { codeDirectory, optDirectory };
    return deployedFunction(answer, place, await this.#askReservation());
  }

  async #askAlias(Name: string): Promise<Alias | undefined> {
    const asked = new GetAliasCommand({ FunctionName: this.#name, Name });
    const answer = await unlessMissing(this.#client.send(asked));
    if (answer?.FunctionVersion === undefined) return undefined;
    const weights = answer.RoutingConfig?.AdditionalVersionWeights ?? {};
    return { version: answer.FunctionVersion, weights };
  }

  /** Of the function, whichever version runs. moto's GetFunction leaves out a reservation of 0. */
  async #askReservation(): Promise<number | undefined> {
    const asked = new GetFunctionConcurrencyCommand({ FunctionName: this.#name });
    const answer = await unlessMissing(this.#client.send(asked));
    return answer?.ReservedConcurrentExecutions ?? undefined;
  }
}

/** Asks once; only what was found is worth keeping. */
function once<T>(
  known: Map<string, Promise<T | undefined>>,
  key: string,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const held = known.get(key);
  if (held) return held;
  const asked = ask();
  known.set(key, asked);
  asked.then(
    (found) => found === undefined && known.delete(key),
    () => known.delete(key),
  );
  return asked;
}

async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
