import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { bucketLinks, jobsApi } from "@spillway/jobs-api";
import { BUCKET, FakeJobs } from "./fake-jobs.ts";

/** The jobs API below `/stage`, as API Gateway serves it, and a bucket beside it. */
export async function startApi() {
  const jobs = new FakeJobs();
  const objects = new Map<string, Buffer>();
  const seen: { line: string; authorization: string }[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://here");
    const body = await buffer(request);
    const answer = url.pathname.startsWith("/stage/")
      ? await api(request, url, body)
      : bucket(request, url.pathname.slice(1), body);
    response.writeHead(answer.statusCode, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handle = jobsApi({
    jobs,
    links: bucketLinks({
      ...{ bucket: BUCKET, region: "us-east-1", seconds: 900, now: Date.now },
      ...{
        env: { AWS_ENDPOINT_URL: origin },
        credentials: { accessKeyId: "a", secretAccessKey: "b" },
      },
    }),
    ...{ exampleTable: "users", maxBodyBytes: 100_000, now: Date.now },
    logger: { info: () => {}, warn: () => {}, error: () => {} },
  });

  async function api({ method = "", headers }: IncomingMessage, url: URL, body: Buffer) {
    const { authorization = "" } = headers;
    seen.push({ line: `${method} ${url.pathname}${url.search}`, authorization });
    const authorizer = authorizerOf(authorization);
    if (authorizer === undefined) return gateway(403, "Forbidden");
    const event = {
      ...{ version: "2.0", rawPath: url.pathname.slice("/stage".length), isBase64Encoded: false },
      ...{ rawQueryString: url.search.slice(1), headers, body: body.toString() },
      requestContext: { requestId: "request-1", http: { method }, authorizer },
    };
    return handle(event, {} as never);
  }

  function bucket({ method, headers }: IncomingMessage, path: string, body: Buffer) {
    if (method === "PUT" && Number(headers["content-length"]) === body.length) {
      objects.set(path, body);
      return { statusCode: 200, headers: {}, body: "" };
    }
    const found = objects.get(path);
    if (method === "GET" && found !== undefined)
      return { statusCode: 200, headers: {}, body: found };
    const text = "<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>";
    return { statusCode: 404, headers: {}, body: text };
  }

  return {
    ...{ jobs, objects, seen, url: `${origin}/stage` },
    /** The options by which a command speaks to it, with the local cloud's credentials. */
    options: ["--api", `${origin}/stage`, "--endpoint", origin],
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function authorizerOf(authorization: string): object | undefined {
  if (/^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-east-1\/execute-api\//.test(authorization)) {
    return { iam: { userArn: "arn:aws:iam::123456789012:user/ada" } };
  }
  return authorization === "Bearer good"
    ? { jwt: { claims: { iss: "https://id.example", sub: "ada" } } }
    : undefined;
}

function gateway(statusCode: number, message: string) {
  const headers = { "content-type": "application/json" };
  return { statusCode, headers, body: JSON.stringify({ message }) };
}
