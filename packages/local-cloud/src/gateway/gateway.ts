import { createServer, type Server } from "node:http";
import { isSpillwayError } from "@spillway/errors";
import type { OwnAnswer } from "../access/answers/error-answer.ts";
import type { PartlyRefused } from "../access/answers/partly-refused.ts";
import { unpackRequest } from "./compressed-request.ts";
import { Exchange, succeeded } from "./exchange.ts";
import { listen } from "./listen.ts";
import type { Upstream } from "./upstream.ts";

/** Something that the gateway answers itself, or changes on its way through. */
export interface Route {
  accepts(exchange: Exchange): boolean;
  handle(exchange: Exchange): Promise<void>;
}

/** What the gateway does with requests. */
export interface GatewayService {
  /**
   * The routes that may take a request. The first that accepts it handles it; what none accepts goes
   * upstream as it is.
   */
  readonly routesFor: (exchange: Exchange) => readonly Route[];
  /** Asked first: an answer of the gateway's own with which it refuses a request, or the part that may pass. */
  readonly refusalOf: (exchange: Exchange) => Promise<OwnAnswer | PartlyRefused | undefined>;
  /** Who answers a request that no route takes. */
  readonly upstreamOf: (exchange: Exchange) => Upstream;
  /** Told as each request is answered, before its client can know, for those who follow what is deployed. */
  readonly onAnswer: (exchange: Exchange) => void;
  readonly onError: (message: string, error: unknown) => void;
}

/** The one endpoint of the local cloud. It knows its address before it serves anything. */
export class Gateway {
  readonly url: string;
  readonly #server: Server;
  readonly #serve: (service: GatewayService) => void;

  private constructor(server: Server, url: string, serve: (service: GatewayService) => void) {
    this.#server = server;
    this.url = url;
    this.#serve = serve;
  }

  /** Binds the first of `ports` that is free. Requests wait until `serve`. */
  static async open(host: string, ports: Iterable<number>): Promise<Gateway> {
    const server = createServer();
    // Invocations last up to 15 minutes: the function's timeout is the limit, not the server's.
    server.requestTimeout = 0;
    // Clients keep connections for minutes; the usual 5 s would cut them just as they use them again.
    server.keepAliveTimeout = 120_000;
    const serving = Promise.withResolvers<GatewayService>();
    server.on("request", async (request, response) => {
      const service = await serving.promise;
      const onAnswer = (answered: Exchange) => {
        try {
          service.onAnswer(answered);
        } catch (error) {
          // Whoever asked gets the answer all the same, an error's too.
          service.onError(`after ${answered.method} ${answered.path}`, error);
        }
      };
      const exchange = new Exchange(request, response, onAnswer);
      handle(exchange, service).catch((error: unknown) => fail(exchange, error, service));
    });
    const port = await listen(server, host, ports);
    return new Gateway(server, `http://${host}:${port}`, serving.resolve);
  }

  /** Begins to answer. */
  serve(service: GatewayService): void {
    this.#serve(service);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

async function handle(exchange: Exchange, service: GatewayService): Promise<void> {
  await unpackRequest(exchange);
  const refusal = await service.refusalOf(exchange);
  if (refusal !== undefined && "passing" in refusal) {
    const body = refusal.passing;
    const answer = await service.upstreamOf(exchange).fetch(exchange, { body });
    exchange.answer(
      answer,
      succeeded(answer) ? refusal.merged(answer.body.toString("utf8")) : answer.body,
    );
    return;
  }
  if (refusal !== undefined) {
    // What was sent and not read is let go, so that the connection can be used again.
    exchange.request.resume();
    exchange.reply(refusal.status, refusal.body, refusal.headers);
    return;
  }
  const route = service.routesFor(exchange).find((candidate) => candidate.accepts(exchange));
  if (route) await route.handle(exchange);
  else await service.upstreamOf(exchange).stream(exchange);
}

function fail(exchange: Exchange, error: unknown, service: GatewayService): void {
  const { request, response } = exchange;
  // A client that went away needs no answer, and is no fault of ours.
  if (response.destroyed || request.errored) return;
  service.onError(`${exchange.method} ${exchange.path} of ${exchange.service}`, error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  // What the surroundings lack, such as room on the disk, may be there at the next try.
  const isClients = isSpillwayError(error) && error.errorClass !== "environment";
  const [status, type] = isClients ? [400, error.code] : [503, "ServiceUnavailable"];
  exchange.reply(status, JSON.stringify({ __type: type, message }), { "x-amzn-errortype": type });
}
