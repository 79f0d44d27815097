import * as z from "zod";

const textMap = z.record(z.string(), z.string());

/**
 * What a route of an HTTP API invokes a function with, as far as a service reads it: payload format 2.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const apiEventSchema = z.object({
  version: z.literal("2.0"),
  rawPath: z.string(),
  rawQueryString: z.string().default(""),
  /** Lower-case names; several of one name are joined by commas. */
  headers: textMap.default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ method: z.string() }),
    authorizer: z
      .object({
        iam: z
          .object({
            userArn: z.string().nullish(),
            /** Of whoever comes with credentials of a Cognito identity pool. */
            cognitoIdentity: z.object({ identityId: z.string().nullish() }).nullish(),
          })
          .nullish(),
        jwt: z.object({ claims: z.record(z.string(), z.unknown()) }).nullish(),
      })
      .nullish(),
  }),
});

/** An event of payload format 2.0. */
export type ApiEvent = z.output<typeof apiEventSchema>;

/** What a function answers in payload format 2.0. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
