import { isSpillwayError } from "@spillway/errors";
import * as z from "zod";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { decodedPart } from "../gateway/lambda-path.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { Layers } from "../lambda-host/code/layers.ts";
import { codeIn } from "../lambda-host/code/unzip.ts";
import { codeSource } from "./code-source.ts";
import { BAD_ZIP } from "./deployment-route.ts";
import { answerError } from "./lambda-error.ts";
import { codeOf, sentFunction } from "./sent-function.ts";

export interface LayerRouteOptions {
  readonly moto: Upstream;
  /** The gateway, where code in buckets is. */
  readonly endpoint: string;
  readonly layers: Layers;
}

const published = z.looseObject({ Version: z.number() });

/** PublishLayerVersion: the layer's content is kept on its way to moto, wherever it comes from. */
export function layerRoute({ moto, endpoint, layers }: LayerRouteOptions): Route {
  return {
    accepts: (exchange) => exchange.service === "lambda" && publishedLayer(exchange) !== undefined,
    async handle(exchange) {
      const name = publishedLayer(exchange) ?? "";
      const sent = sentFunction(await exchange.body());
      const zip = sent && (await codeSource(exchange, codeOf(sent), endpoint));
      if (zip === undefined) return exchange.answer(await moto.fetch(exchange));
      if (!Buffer.isBuffer(zip)) return answerError(exchange, zip);
      try {
        codeIn(name, zip);
      } catch (error) {
        if (!isSpillwayError(error)) throw error;
        return answerError(exchange, BAD_ZIP);
      }
      const Content = { ZipFile: zip.toString("base64") };
      const answer = await moto.fetch(exchange, { body: JSON.stringify({ ...sent, Content }) });
      if (succeeded(answer)) {
        const { Version: version } = published.parse(JSON.parse(answer.body.toString("utf8")));
        await layers.keep(name, String(version), zip);
      }
      exchange.answer(answer);
    },
  };
}

/** The name of the layer that a request publishes a version of, by its name or ARN. */
function publishedLayer({ method, path }: Exchange): string | undefined {
  const [, layer] = /^\/\d{4}-\d{2}-\d{2}\/layers\/([^/]+)\/versions\/?$/.exec(path) ?? [];
  if (method !== "POST" || layer === undefined) return undefined;
  return /^(?:arn:.*:layer:)?([a-zA-Z0-9-_]{1,140})$/.exec(decodedPart(layer) ?? "")?.[1];
}
