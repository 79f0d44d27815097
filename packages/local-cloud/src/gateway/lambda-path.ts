import { type FunctionReference, functionReference } from "../lambda-host/function-reference.ts";

/** A request of the Lambda API that concerns a function or event source mapping, by its path. */
export type LambdaPath =
  | { readonly kind: "functions" }
  | ({ readonly kind: "function"; readonly part: string | undefined } & FunctionReference)
  | { readonly kind: "mappings" }
  | { readonly kind: "mapping"; readonly uuid: string };

/**
 * Reads a path of the Lambda REST API. Undefined for what is neither a function nor a mapping.
 *
 * @example
 * lambdaPath("/2015-03-31/functions/orders/invocations")
 * // { kind: "function", name: "orders", part: "invocations" }
 */
export function lambdaPath(path: string): LambdaPath | undefined {
  const [, collection, id, part] =
    /^\/\d{4}-\d{2}-\d{2}\/(functions|event-source-mappings)(?:\/([^/]+))?(?:\/(.+?))?\/?$/.exec(
      path,
    ) ?? [];
  if (collection === undefined) return undefined;
  if (collection === "functions") {
    if (id === undefined) return { kind: "functions" };
    const decoded = decodedPart(id);
    return decoded === undefined
      ? undefined
      : { kind: "function", ...functionReference(decoded), part };
  }
  return id === undefined ? { kind: "mappings" } : { kind: "mapping", uuid: id };
}

/** The `Qualifier` of an address, an empty one being none. */
export function qualifierIn(query: URLSearchParams): string | undefined {
  return query.get("Qualifier") || undefined;
}

/** A part of a path, decoded; undefined where a percent sign is followed by what is no character. */
export function decodedPart(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
