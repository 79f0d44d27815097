/** A route that a request takes. */
export interface MatchedRoute<Route> {
  readonly route: Route;
  /** Decoded, by the names in the route's path. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

const LITERAL = 0;
const PARAMETER = 1;
const GREEDY = 2;

interface Segment {
  readonly kind: typeof LITERAL | typeof PARAMETER | typeof GREEDY;
  /** The text itself, or the name of the parameter. */
  readonly text: string;
}

/**
 * The route that a request takes: the one whose path says most of it, from the left; of two with the same
 * path the one that names the method; `$default` after all others.
 *
 * @param path without its query and without the stage, as it was sent
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @example
 * matchRoute([{ key: "GET /jobs/{id}" }, { key: "$default" }], "GET", "/jobs/a%20b")
 * // { route: { key: "GET /jobs/{id}" }, pathParameters: { id: "a b" } }
 */
export function matchRoute<Route extends { readonly key: string }>(
  routes: readonly Route[],
  method: string,
  path: string,
): MatchedRoute<Route> | undefined {
  const parts = path.split("/").slice(1).map(decoded);
  let best: (MatchedRoute<Route> & { readonly rank: string }) | undefined;
  for (const route of routes) {
    const [asked = "", pattern = ""] = route.key.split(" ", 2);
    if (asked !== method && asked !== "ANY") continue;
    const segments = segmentsOf(pattern);
    const pathParameters = parametersOf(segments, parts);
    if (pathParameters === undefined) continue;
    const rank = segments.map(({ kind }) => kind).join("") + (asked === "ANY" ? "1" : "0");
    if (best === undefined || rank < best.rank) best = { route, pathParameters, rank };
  }
  if (best !== undefined) return { route: best.route, pathParameters: best.pathParameters };
  const route = routes.find(({ key }) => key === "$default");
  return route && { route, pathParameters: {} };
}

function segmentsOf(pattern: string): readonly Segment[] {
  return pattern
    .split("/")
    .slice(1)
    .map((text) => {
      const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
      if (name === undefined) return { kind: LITERAL, text };
      return { kind: greedy ? GREEDY : PARAMETER, text: name };
    });
}

function parametersOf(
  segments: readonly Segment[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, { kind, text }] of segments.entries()) {
    const part = parts[index];
    if (part === undefined || (kind !== LITERAL && part === "")) return undefined;
    if (kind === GREEDY) return { ...found, [text]: parts.slice(index).join("/") };
    if (kind === PARAMETER) found[text] = part;
    else if (part !== text) return undefined;
  }
  return parts.length === segments.length ? found : undefined;
}

/** As it came where a percent sign is followed by what is no character. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
