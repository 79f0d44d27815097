import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import { BURST_SECONDS } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { systemClock } from "@spillway/pacing";
import { capacityProxyError } from "./capacity-proxy-error.ts";
import { FaultDice } from "./faults/fault-dice.ts";
import { type Answer, errorAnswer, tooLargeAnswer } from "./http/answer.ts";
import { keepFirstTarget, operationOf, readBody } from "./http/incoming-request.ts";
import { Upstream } from "./http/upstream.ts";
import { type CapacityProxy, type CapacityProxyOptions, targetUrl } from "./proxy-options.ts";
import type { RouteServices } from "./route-services.ts";
import { answerRequest } from "./routes/answer-request.ts";
import { TableCatalog } from "./tables/table-catalog.ts";
import { UsageLedger } from "./usage/usage-ledger.ts";

/**
 * Starts a proxy before a DynamoDB endpoint that throttles as DynamoDB does, from the capacity that
 * the endpoint's own tables say they have, and that breaks things on request.
 *
 * @throws CAPACITY_PROXY_OPTIONS_INVALID, FAULTS_INVALID, or LISTEN_FAILED when the
 *   port can't be had
 *
 * @example
 * const proxy = await startCapacityProxy({ target: "http://127.0.0.1:8000", port: 8001 });
 * const client = new DynamoDBClient({ endpoint: proxy.url }); // throttled from here on
 * await proxy.close();
 */
export async function startCapacityProxy(options: CapacityProxyOptions): Promise<CapacityProxy> {
  const { clock = systemClock, host = "127.0.0.1", onMetrics } = options;
  const upstream = new Upstream(targetUrl(options));
  const dice = new FaultDice(options.faults);
  const catalog = new TableCatalog({
    upstream,
    clock,
    burstSeconds: options.burstSeconds ?? BURST_SECONDS,
    describeEveryMs: options.describeEveryMs ?? 5_000,
  });
  const ledger = new UsageLedger((resource) => catalog.provisioned(resource));
  const readOldItems = options.readOldItems ?? false;
  const services: RouteServices = { upstream, catalog, ledger, clock, readOldItems };

  const server = createServer((incoming, outgoing) => {
    // The engine's own comes with its answer, and where it has none there is none.
    outgoing.sendDate = false;
    handle(services, dice, incoming, outgoing).catch((error: unknown) => fail(outgoing, error));
  });
  // Clients keep connections for minutes; the usual 5 s would cut them just as they use them again.
  server.keepAliveTimeout = 120_000;
  const url = await listen(server, host, options.port ?? 0);

  const report = (nowMs: number) => {
    const events = ledger.drain(nowMs);
    if (events.length > 0) onMetrics?.(events);
  };
  const timer = setInterval(() => report(clock.now()), 1_000).unref();
  const stop = async () => {
    clearInterval(timer);
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
    upstream.close();
    report(Number.POSITIVE_INFINITY);
  };
  let stopping: Promise<void> | undefined;
  return {
    url,
    metrics: () => ledger.totals(),
    close: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function handle(
  services: RouteServices,
  dice: FaultDice,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  keepFirstTarget(incoming);
  const operation = operationOf(incoming.headers);
  if (operation === undefined) return services.upstream.pass(incoming, outgoing);
  // Drawn on arrival, so that the order of arrival alone decides who meets which fault.
  const plan = dice.next();
  const body = await readBody(incoming);
  if (body === undefined) {
    // The rest of the body is not read, so the connection can't go on.
    outgoing.setHeader("connection", "close");
    return send(outgoing, tooLargeAnswer());
  }
  const { method = "POST", url: path = "/", headers } = incoming;
  const request = { operation, method, path, headers, body };
  const answer = await answerRequest(services, request, plan, dice);
  if (answer === "drop") outgoing.destroy();
  else send(outgoing, answer);
}

function send(outgoing: ServerResponse, { status, reason, headers, body }: Answer): void {
  const all = { ...headers, "content-length": String(body.length) };
  outgoing.writeHead(status, reason ?? STATUS_CODES[status] ?? "", all).end(body);
}

function fail(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent || outgoing.destroyed) {
    outgoing.destroy();
    return;
  }
  const isKnown = isSpillwayError(error, "TARGET_UNREACHABLE");
  const message = error instanceof Error ? error.message : String(error);
  const answer = errorAnswer(
    isKnown ? 502 : 500,
    "InternalServerError",
    `capacity-proxy: ${message}`,
  );
  send(outgoing, answer);
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw capacityProxyError(
      "LISTEN_FAILED",
      `capacity-proxy could not listen on ${host}:${port}: ${cause instanceof Error ? cause.message : cause}`,
      { cause, hint: "Choose another port, or 0 for a free one." },
    );
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}
