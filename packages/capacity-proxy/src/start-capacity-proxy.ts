import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { BURST_SECONDS } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { type Clock, systemClock } from "@spillway/pacing";
import { capacityProxyError } from "./capacity-proxy-error.ts";
import { FaultDice } from "./faults/fault-dice.ts";
import { type Answer, errorAnswer } from "./http/answer.ts";
import { type ConnectionServices, serveConnection } from "./http/client-connection.ts";
import { dynamoDbRequest, methodOf } from "./http/incoming-request.ts";
import type { Message } from "./http/message-reader.ts";
import { Upstream } from "./http/upstream.ts";
import { type CapacityProxy, type CapacityProxyOptions, targetUrl } from "./proxy-options.ts";
import type { RouteServices } from "./route-services.ts";
import { answerRequest } from "./routes/answer-request.ts";
import { TableCatalog } from "./tables/table-catalog.ts";
import { TableUpdates } from "./updates/table-updates.ts";
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
  const updates = updatesOf(options, clock);
  const catalog = new TableCatalog({
    upstream,
    clock,
    updates,
    burstSeconds: options.burstSeconds ?? BURST_SECONDS,
    describeEveryMs: options.describeEveryMs ?? 5_000,
  });
  const ledger = new UsageLedger((resource) => catalog.provisioned(resource));
  const readOldItems = options.readOldItems ?? false;
  const services: RouteServices = { upstream, catalog, updates, ledger, clock, readOldItems };

  const sockets = new Set<Socket>();
  const connection: ConnectionServices = {
    answer: (message) => answerOf(services, dice, message),
    connect: () => upstream.connect(),
  };
  // A client may close its side and still wait for the answer.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
    serveConnection(socket, connection);
  });
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
    for (const socket of sockets) socket.destroy();
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

function updatesOf(options: CapacityProxyOptions, clock: Clock): TableUpdates | undefined {
  const { updatingSeconds = 0, decreaseRule: rule = "unlimited" } = options;
  // Then every answer is the engine's own, byte for byte.
  if (updatingSeconds === 0 && rule === "unlimited") return undefined;
  const store = options.updateStore ?? new Map<string, string>();
  return new TableUpdates({ clock, updatingMs: updatingSeconds * 1_000, rule, store });
}

async function answerOf(
  services: RouteServices,
  dice: FaultDice,
  message: Message,
): Promise<Answer | "drop"> {
  try {
    const request = dynamoDbRequest(message);
    if (request !== undefined) return await answerRequest(services, request, dice.next(), dice);
    const { bytes, head } = message;
    return await services.upstream.pass(bytes, methodOf(head), head);
  } catch (error) {
    const isKnown = isSpillwayError(error, "TARGET_UNREACHABLE");
    const text = error instanceof Error ? error.message : String(error);
    return errorAnswer(isKnown ? 502 : 500, "InternalServerError", `capacity-proxy: ${text}`);
  }
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
