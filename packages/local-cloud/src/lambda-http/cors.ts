import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";

const texts = z.array(z.string());

/** Which pages of other origins may call from a browser, as Lambda writes it. */
export const corsSchema = z.object({
  AllowCredentials: z.boolean().optional(),
  AllowHeaders: texts.optional(),
  AllowMethods: texts.optional(),
  AllowOrigins: texts.optional(),
  ExposeHeaders: texts.optional(),
  MaxAge: z.number().optional(),
});

export type Cors = z.infer<typeof corsSchema>;

/** Whether a browser asks, before it makes a request, whether it may. */
export function isPreflight(method: string, headers: IncomingHttpHeaders): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

/**
 * What an address with CORS adds to its answers, in place of what the function says of it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html
 */
export function corsHeaders(
  cors: Cors | undefined,
  headers: IncomingHttpHeaders,
  preflight: boolean,
): Record<string, string> {
  const { origin } = headers;
  const origins = cors?.AllowOrigins ?? [];
  if (cors === undefined || origin === undefined) return {};
  if (!origins.includes("*") && !origins.includes(origin)) return {};
  const added: Record<string, string> = {
    "access-control-allow-origin": origins.includes("*") && !cors.AllowCredentials ? "*" : origin,
    vary: "Origin",
  };
  if (cors.AllowCredentials) added["access-control-allow-credentials"] = "true";
  if (!preflight) {
    if (cors.ExposeHeaders?.length) {
      added["access-control-expose-headers"] = cors.ExposeHeaders.join(",");
    }
    return added;
  }
  if (cors.AllowMethods?.length) {
    added["access-control-allow-methods"] = cors.AllowMethods.join(",");
  }
  if (cors.AllowHeaders?.length) {
    added["access-control-allow-headers"] = cors.AllowHeaders.join(",");
  }
  if (cors.MaxAge !== undefined) added["access-control-max-age"] = String(cors.MaxAge);
  return added;
}
