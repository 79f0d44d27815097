import type { ServiceRequest } from "../../service-request.ts";

/** One object that a DeleteObjects request names. */
export interface NamedObject {
  /** Its element of the request's XML, as sent. */
  readonly element: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** Whether a request is DeleteObjects, which S3 allows and refuses object by object. */
export function isDeleteObjects({
  service,
  method,
  query,
}: Pick<ServiceRequest, "service" | "method" | "query">): boolean {
  return service === "s3" && method === "POST" && query.has("delete");
}

/**
 * The objects that a DeleteObjects request names, in its order; none when it can't be read.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function namedObjects(text: string): readonly NamedObject[] {
  return [...text.matchAll(/<Object>([\s\S]*?)<\/Object>/g)].map(([element, inner = ""]) => {
    const of = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(inner)?.[1];
    return { element, key: unescaped(of("Key") ?? ""), versionId: of("VersionId") };
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  quot: '"',
};

function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w+));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(
        decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal),
      );
    },
  );
}
