import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";

/** What was asked of S3. */
export interface ObjectRequest {
  readonly method: string;
  /** `/bucket/key`, as in the address: percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Objects in memory, as far as a load or a worker asks for them: put (also with `If-None-Match: *`), looked at,
 * read in ranges (also with `If-Match`), listed by prefix and delimiter, page by page.
 */
export class FakeObjects {
  /** By `bucket/key`. */
  readonly objects = new Map<string, Buffer>();
  /** Every range that was read: `bucket/key 0-99`. */
  readonly reads: string[] = [];
  /** Every request, in order: `HEAD bucket/key`, `GET bucket` for a list. */
  readonly requests: string[] = [];
  /** Objects of one page of a list. */
  pageSize = 1_000;

  answer(request: ObjectRequest, response: ServerResponse): void {
    const name = decodeURIComponent(request.path).slice(1);
    this.requests.push(`${request.method} ${name}`);
    if (request.query.has("list-type"))
      this.#list(name.replace(/\/$/, ""), request.query, response);
    else if (request.method === "PUT") this.#put(name, request, response);
    else this.#get(name, request, response);
  }

  #put(name: string, { headers, body }: ObjectRequest, response: ServerResponse): void {
    if (headers["if-none-match"] === "*" && this.objects.has(name)) {
      response.writeHead(412).end(error("PreconditionFailed"));
      return;
    }
    this.objects.set(name, body);
    response.writeHead(200, { etag: etagOf(body) }).end();
  }

  #get(name: string, { method, headers }: ObjectRequest, response: ServerResponse): void {
    const bytes = this.objects.get(name);
    if (bytes === undefined) {
      response.writeHead(404).end(error("NoSuchKey"));
      return;
    }
    const etag = etagOf(bytes);
    if ((headers["if-match"] ?? etag) !== etag) {
      response.writeHead(412).end(error("PreconditionFailed"));
      return;
    }
    const [range, from = "0", to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    const body = bytes.subarray(Number(from), to === undefined ? undefined : Number(to) + 1);
    if (range !== undefined) this.reads.push(`${name} ${from}-${to}`);
    response.writeHead(range === undefined ? 200 : 206, { etag, "content-length": body.length });
    response.end(method === "HEAD" ? undefined : body);
  }

  #list(bucket: string, query: URLSearchParams, response: ServerResponse): void {
    const prefix = `${bucket}/${query.get("prefix") ?? ""}`;
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    const delimiter = query.get("delimiter");
    const isBelow = (name: string) =>
      delimiter !== null && name.slice(prefix.length).includes(delimiter);
    const names = [...this.objects.keys()]
      .filter((name) => name.startsWith(prefix) && name > `${bucket}/${after}` && !isBelow(name))
      .sort();
    const keys = names.slice(0, this.pageSize).map((name) => name.slice(bucket.length + 1));
    const contents = keys.map((key) => {
      const bytes = this.objects.get(`${bucket}/${key}`) ?? Buffer.alloc(0);
      const etag = etagOf(bytes).replaceAll('"', "&quot;");
      return `<Contents><Key>${key}</Key><Size>${bytes.length}</Size><ETag>${etag}</ETag></Contents>`;
    });
    const isLast = keys.length === names.length;
    const next = isLast ? "" : `<NextContinuationToken>${keys.at(-1)}</NextContinuationToken>`;
    response.end(`<ListBucketResult>${contents.join("")}${next}</ListBucketResult>`);
  }
}

function etagOf(bytes: Buffer): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}

function error(code: string): string {
  return `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}
