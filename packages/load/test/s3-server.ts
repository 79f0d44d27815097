import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A bucket of objects in memory, as far as a load asks for it: looked at, read in ranges, listed. */
export class S3Server {
  readonly objects = new Map<string, string>();
  /** Every range that was read: `key 0-99`. */
  readonly reads: string[] = [];
  /** Objects of one page of a list. */
  pageSize = 1_000;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  /** @returns the address of it */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://s3");
    const [, _bucket, ...key] = decodeURIComponent(pathname).split("/");
    if (searchParams.has("list-type")) this.#list(searchParams, response);
    else this.#object(key.join("/"), request, response);
  }

  #object(key: string, request: IncomingMessage, response: ServerResponse): void {
    const content = this.objects.get(key);
    if (content === undefined) {
      response.writeHead(404).end(error("NoSuchKey"));
      return;
    }
    const etag = `"${createHash("md5").update(content).digest("hex")}"`;
    if ((request.headers["if-match"] ?? etag) !== etag) {
      response.writeHead(412).end(error("PreconditionFailed"));
      return;
    }
    const bytes = Buffer.from(content);
    const [, from = "0", to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const body = bytes.subarray(Number(from), to === undefined ? undefined : Number(to) + 1);
    if (to !== undefined) this.reads.push(`${key} ${from}-${to}`);
    response.writeHead(to === undefined ? 200 : 206, { etag, "content-length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  #list(asked: URLSearchParams, response: ServerResponse): void {
    const prefix = asked.get("prefix") ?? "";
    const after = asked.get("continuation-token") ?? asked.get("start-after") ?? "";
    const keys = [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort();
    const page = keys.slice(0, this.pageSize);
    const contents = page.map((key) => {
      const { length } = Buffer.from(this.objects.get(key) ?? "");
      return `<Contents><Key>${key}</Key><Size>${length}</Size></Contents>`;
    });
    const next =
      page.length < keys.length
        ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>`
        : "";
    response.end(`<ListBucketResult>${contents.join("")}${next}</ListBucketResult>`);
  }
}

function error(code: string): string {
  return `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}
