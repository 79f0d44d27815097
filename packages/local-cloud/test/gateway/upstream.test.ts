import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Exchange } from "../../src/gateway/exchange.ts";
import { NotRun } from "../../src/gateway/not-run.ts";
import { Upstream } from "../../src/gateway/upstream.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function served(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await once(server.listen(0, "127.0.0.1"), "listening");
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What a client of the gateway is answered when moto answers with a status and a kind of body. */
async function answered(status: number, contentType: string): Promise<Response> {
  const moto = await served((_, response) => {
    response.writeHead(status, { "content-type": contentType }).end("moto's own");
  });
  const notRun = new NotRun(() => 0);
  const upstream = new Upstream(moto, (exchange) => notRun.lacking(exchange));
  closing.push(() => upstream.close());
  const gateway = await served((request, response) => {
    void upstream.stream(new Exchange(request, response, () => {}));
  });
  const scope = "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/appconfig/aws4_request";
  return fetch(`${gateway}/applications`, { headers: { authorization: scope } });
}

it("has a refusal in place of the page that says that moto has no code", async () => {
  const answer = await answered(501, "text/html; charset=utf-8");
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({
    message:
      "the operation behind a GET of appconfig is not run by the local cloud: moto has no code for it; use AWS",
  });
});

it.each([
  [501, "application/xml"],
  [500, "text/html"],
  [200, "text/html"],
])("passes on %i of %s as it is", async (status, contentType) => {
  const answer = await answered(status, contentType);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe("moto's own");
});
