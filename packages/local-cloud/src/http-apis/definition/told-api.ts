import * as z from "zod";

const texts = z.array(z.string());
const variables = z.record(z.string(), z.string());

/** What moto tells of an API. */
export const toldApi = z.object({
  apiId: z.string(),
  corsConfiguration: z
    .object({
      allowCredentials: z.boolean().optional(),
      allowHeaders: texts.optional(),
      allowMethods: texts.optional(),
      allowOrigins: texts.optional(),
      exposeHeaders: texts.optional(),
      maxAge: z.number().optional(),
    })
    .nullish(),
});

export const toldRoutes = z.object({
  items: z.array(
    z.object({
      routeKey: z.string(),
      /** `integrations/<id>` */
      target: z.string().nullish(),
      authorizationType: z.string().nullish(),
      authorizationScopes: texts.nullish(),
      authorizerId: z.string().nullish(),
    }),
  ),
});

export const toldIntegrations = z.object({
  items: z.array(
    z.object({
      integrationId: z.string(),
      integrationUri: z.string().nullish(),
      timeoutInMillis: z.number().nullish(),
    }),
  ),
});

export const toldAuthorizers = z.object({
  items: z.array(
    z.object({
      authorizerId: z.string(),
      identitySource: texts.nullish(),
      jwtConfiguration: z.object({ issuer: z.string(), audience: texts.optional() }).nullish(),
    }),
  ),
});

const routeSettings = z.object({
  throttlingBurstLimit: z.number().nullish(),
  throttlingRateLimit: z.number().nullish(),
});

export const toldStages = z.object({
  items: z.array(
    z.object({
      stageName: z.string(),
      defaultRouteSettings: routeSettings.nullish(),
      routeSettings: z.record(z.string(), routeSettings).nullish(),
      stageVariables: variables.nullish(),
      accessLogSettings: z
        .object({ destinationArn: z.string().nullish(), format: z.string().nullish() })
        .nullish(),
    }),
  ),
});

export interface ToldParts {
  readonly api: z.infer<typeof toldApi>;
  readonly routes: z.infer<typeof toldRoutes>;
  readonly integrations: z.infer<typeof toldIntegrations>;
  readonly authorizers: z.infer<typeof toldAuthorizers>;
  readonly stages: z.infer<typeof toldStages>;
}
