import type * as z from "zod";

/** A request whose every part a schema has taken. */
export interface OperationRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** ARN, identity of a Cognito identity pool, or issuer and subject: see `callerIs` of the service. */
  readonly caller: string;
  /** Set where the operation is idempotent and the caller sent a key. */
  readonly idempotency?: { readonly key: string; readonly digest: string };
}

/** What an operation answers. */
export interface OperationAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Made JSON. Left out with status 204. */
  readonly body?: object;
}

/** One answer of an operation, as the OpenAPI document tells it. */
export interface AnswerDescription {
  readonly description: string;
  /** Of the body; left out for any object. Status 204 has no body. */
  readonly schema?: z.ZodType;
  /** Names and what they say. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Part = z.ZodType | undefined;
type OutputOf<Schema extends Part> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** One operation of an API: where it is, what it takes, what it answers. */
export interface OperationDefinition<Params extends Part, Query extends Part, Body extends Part> {
  /** Names it in the OpenAPI document and in logs: `submitJob`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters in braces: `/jobs/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  /** An object of the path's parameters, each read from text. */
  readonly params?: Params;
  /** An object of the query's parameters, each read from text. */
  readonly query?: Query;
  /** Of the JSON body. Where it takes `undefined`, the body may be left out, which is the same request as `{}`. */
  readonly body?: Body;
  /** Whether it takes `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Answers of success by status. */
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Codes of refusals that only this operation has. */
  readonly problems?: readonly string[];
  handle(
    request: OperationRequest<OutputOf<Params>, OutputOf<Query>, OutputOf<Body>>,
  ): Promise<OperationAnswer>;
}

/** An operation whose schemas are known only when it runs. */
export interface Operation
  extends Omit<OperationDefinition<z.ZodType, z.ZodType, z.ZodType>, "handle"> {
  handle(request: OperationRequest<unknown, unknown, unknown>): Promise<OperationAnswer>;
}

/**
 * An operation whose handler gets what the schemas give.
 *
 * @example
 * operation({
 *   id: "getCart", method: "GET", path: "/carts/{id}", tag: "Carts",
 *   summary: "Read a cart", description: "A cart and its lines.",
 *   params: z.object({ id: z.uuid() }),
 *   answers: { 200: { description: "The cart", schema: cartSchema } },
 *   handle: async ({ params }) => ({ status: 200, body: await carts.read(params.id) }),
 * });
 */
export function operation<
  Params extends Part = undefined,
  Query extends Part = undefined,
  Body extends Part = undefined,
>(definition: OperationDefinition<Params, Query, Body>): Operation {
  // The service gives `handle` what these schemas gave; the compiler can't follow that through a list.
  return definition as unknown as Operation;
}
