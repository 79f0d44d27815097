import type * as z from "zod";
import { type HttpApi, httpApi } from "./http-api.ts";
import { toldApi, toldAuthorizers, toldIntegrations, toldRoutes, toldStages } from "./told-api.ts";

/**
 * Reads an API out of moto; undefined when there is none.
 *
 * @param moto where moto answers
 */
export async function readApi(
  moto: string,
  region: string,
  id: string,
): Promise<HttpApi | undefined> {
  const scope = `spillway/20260101/${region}/apigateway/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const asked = async <Told>(part: string, schema: z.ZodType<Told>): Promise<Told | undefined> => {
    const response = await fetch(`${moto}/v2/apis/${id}${part}`, { headers: { authorization } });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`moto on ${part || "the API"}: ${await response.text()}`);
    return schema.parse(await response.json());
  };
  const api = await asked("", toldApi);
  const [routes, integrations, authorizers, stages] = await Promise.all([
    asked("/routes", toldRoutes),
    asked("/integrations", toldIntegrations),
    asked("/authorizers", toldAuthorizers),
    asked("/stages", toldStages),
  ]);
  // One that was deleted meanwhile lacks some of it.
  if (!api || !routes || !integrations || !authorizers || !stages) return undefined;
  return httpApi({ api, routes, integrations, authorizers, stages });
}
