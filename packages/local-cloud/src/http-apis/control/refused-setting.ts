import * as z from "zod";
import { integratedFunction } from "../definition/http-api.ts";

/** Something of an HTTP API that is not run here. */
export interface RefusedSetting {
  /** With its article. */
  readonly what: string;
  readonly instead: string;
}

/** What an API is asked to be made of, as far as it decides whether it is run. */
const sent = z.looseObject({
  accessLogSettings: z.looseObject({ destinationArn: z.string().nullish() }).nullish(),
  authorizerType: z.string().nullish(),
  autoDeploy: z.boolean().nullish(),
  connectionType: z.string().nullish(),
  credentialsArn: z.string().nullish(),
  disableExecuteApiEndpoint: z.boolean().nullish(),
  integrationSubtype: z.string().nullish(),
  integrationType: z.string().nullish(),
  integrationUri: z.string().nullish(),
  payloadFormatVersion: z.string().nullish(),
  protocolType: z.string().nullish(),
  requestParameters: z.record(z.string(), z.unknown()).nullish(),
  responseParameters: z.record(z.string(), z.unknown()).nullish(),
  target: z.string().nullish(),
});

type Sent = z.infer<typeof sent>;

/** Whether it is made or changed, in which region, and what is sent. */
interface Asked {
  readonly isNew: boolean;
  readonly region: string;
  readonly sent: Sent;
}

const refuse = (what: string, instead: string): RefusedSetting => ({ what, instead });

function ofApi({ isNew, sent: api }: Asked): RefusedSetting | undefined {
  if (api.protocolType === "WEBSOCKET") return refuse("a WebSocket API", "make an HTTP API");
  if (isNew && api.target) {
    return refuse("the quick creation of an API", "make its integration, route and stage");
  }
  if (!api.disableExecuteApiEndpoint) return undefined;
  return refuse("an API without its own endpoint", "leave disableExecuteApiEndpoint out here");
}

function ofIntegration({ isNew, region, sent: integration }: Asked): RefusedSetting | undefined {
  const { integrationType, integrationSubtype, integrationUri, payloadFormatVersion } = integration;
  if (integrationSubtype) {
    return refuse("an integration with an AWS service", "let a function call it");
  }
  if (integrationType && integrationType !== "AWS_PROXY") {
    return refuse(`an integration ${integrationType}`, "integrate a function, with AWS_PROXY");
  }
  if (integration.connectionType === "VPC_LINK") {
    return refuse("an integration over a VPC link", "integrate a function, with AWS_PROXY");
  }
  if (integration.credentialsArn) {
    return refuse("the role of an integration", "let the function's policy allow API Gateway");
  }
  if (isFilled(integration.requestParameters) || isFilled(integration.responseParameters)) {
    return refuse("the mapping of parameters", "let the function do it");
  }
  const version = isNew ? (payloadFormatVersion ?? "1.0") : payloadFormatVersion;
  if (version && version !== "2.0") {
    return refuse(`the payload format ${version}`, "set payloadFormatVersion to 2.0");
  }
  if (!integrationUri) return undefined;
  const arn = integratedFunction(integrationUri);
  if (arn !== undefined && arn.split(":")[3] === region) return undefined;
  return refuse(
    `an integration with ${integrationUri}`,
    "name a function of the API's region, without stage variables",
  );
}

function ofAuthorizer({ sent: { authorizerType } }: Asked): RefusedSetting | undefined {
  if (authorizerType !== "REQUEST") return undefined;
  return refuse("a Lambda authorizer", "authorize by IAM or by JWT, or let the function decide");
}

function ofStage({ isNew, sent: stage }: Asked): RefusedSetting | undefined {
  if (stage.autoDeploy === false || (isNew && !stage.autoDeploy)) {
    return refuse("a stage that waits for deployments", "set autoDeploy");
  }
  const { destinationArn } = stage.accessLogSettings ?? {};
  if (!destinationArn || /^arn:[\w-]+:logs:/.test(destinationArn)) return undefined;
  return refuse(`an access log to ${destinationArn}`, "name a log group");
}

/** What of an API decides, by the part that its path names. */
const PARTS: Readonly<Record<string, (asked: Asked) => RefusedSetting | undefined>> = {
  "": ofApi,
  authorizers: ofAuthorizer,
  deployments: () => refuse("a deployment of an API", "let its stage deploy by itself: autoDeploy"),
  integrations: ofIntegration,
  models: () => refuse("a model of a WebSocket API", "let the function check what comes"),
  stages: ofStage,
};

/**
 * What of a request that makes or changes an HTTP API is not run here; undefined when all of it is.
 *
 * @param path `/v2/apis/abc/routes`
 * @param body JSON
 */
export function refusedSetting(
  { method, path, region }: { method: string; path: string; region: string },
  body: string,
): RefusedSetting | undefined {
  if (method === "PUT") return refuse("an import of an API", "make its routes and integrations");
  if (method !== "POST" && method !== "PATCH") return undefined;
  const [, , , , part = "", , below] = path.split("/");
  if (below !== undefined) {
    return refuse("an answer of a WebSocket API", "let the function give the answer");
  }
  const read = sent.safeParse(jsonIn(body));
  // What can't be read is moto's to refuse.
  if (!read.success || !Object.hasOwn(PARTS, part)) return undefined;
  return PARTS[part]?.({ isNew: method === "POST", region, sent: read.data });
}

function isFilled(values: object | null | undefined): boolean {
  return Object.keys(values ?? {}).length > 0;
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
