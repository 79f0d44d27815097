import { qualifierIn } from "../../gateway/lambda-path.ts";
import { functionReference } from "../../lambda-host/function-reference.ts";
import { membersOf, type ServiceRequest, textIn } from "../service-request.ts";
import { conditionsOf, type Permission, type PermissionsOf } from "./permission.ts";

type Resource = "function" | "layer" | "mapping" | "tagged" | "mapped-function" | "none";

/** Method, path after the API's date, action, and what in the path or body names the resource. */
const ROUTES: readonly (readonly [string, RegExp, string, Resource])[] = [
  ["POST", /^functions\/([^/]+)\/invocations$/, "InvokeFunction", "function"],
  ["POST", /^functions\/([^/]+)\/response-streaming-invocations$/, "InvokeFunction", "function"],
  ["POST", /^functions\/([^/]+)\/invoke-async\/?$/, "InvokeAsync", "function"],
  ["POST", /^functions\/?$/, "CreateFunction", "function"],
  ["GET", /^functions\/?$/, "ListFunctions", "none"],
  ["GET", /^functions\/([^/]+)$/, "GetFunction", "function"],
  ["DELETE", /^functions\/([^/]+)$/, "DeleteFunction", "function"],
  ["PUT", /^functions\/([^/]+)\/code$/, "UpdateFunctionCode", "function"],
  ["GET", /^functions\/([^/]+)\/configuration$/, "GetFunctionConfiguration", "function"],
  ["PUT", /^functions\/([^/]+)\/configuration$/, "UpdateFunctionConfiguration", "function"],
  ["POST", /^functions\/([^/]+)\/versions$/, "PublishVersion", "function"],
  ["GET", /^functions\/([^/]+)\/versions$/, "ListVersionsByFunction", "function"],
  ["POST", /^functions\/([^/]+)\/aliases$/, "CreateAlias", "function"],
  ["GET", /^functions\/([^/]+)\/aliases$/, "ListAliases", "function"],
  ["GET", /^functions\/([^/]+)\/aliases\/[^/]+$/, "GetAlias", "function"],
  ["PUT", /^functions\/([^/]+)\/aliases\/[^/]+$/, "UpdateAlias", "function"],
  ["DELETE", /^functions\/([^/]+)\/aliases\/[^/]+$/, "DeleteAlias", "function"],
  ["GET", /^functions\/([^/]+)\/policy$/, "GetPolicy", "function"],
  ["POST", /^functions\/([^/]+)\/policy$/, "AddPermission", "function"],
  ["DELETE", /^functions\/([^/]+)\/policy\/[^/]+$/, "RemovePermission", "function"],
  ["GET", /^functions\/([^/]+)\/concurrency$/, "GetFunctionConcurrency", "function"],
  ["PUT", /^functions\/([^/]+)\/concurrency$/, "PutFunctionConcurrency", "function"],
  ["DELETE", /^functions\/([^/]+)\/concurrency$/, "DeleteFunctionConcurrency", "function"],
  ["GET", /^functions\/([^/]+)\/event-invoke-config$/, "GetFunctionEventInvokeConfig", "function"],
  ["PUT", /^functions\/([^/]+)\/event-invoke-config$/, "PutFunctionEventInvokeConfig", "function"],
  [
    "POST",
    /^functions\/([^/]+)\/event-invoke-config$/,
    "UpdateFunctionEventInvokeConfig",
    "function",
  ],
  [
    "DELETE",
    /^functions\/([^/]+)\/event-invoke-config$/,
    "DeleteFunctionEventInvokeConfig",
    "function",
  ],
  ["GET", /^functions\/([^/]+)\/url$/, "GetFunctionUrlConfig", "function"],
  ["POST", /^functions\/([^/]+)\/url$/, "CreateFunctionUrlConfig", "function"],
  ["PUT", /^functions\/([^/]+)\/url$/, "UpdateFunctionUrlConfig", "function"],
  ["DELETE", /^functions\/([^/]+)\/url$/, "DeleteFunctionUrlConfig", "function"],
  ["GET", /^functions\/([^/]+)\/urls$/, "ListFunctionUrlConfigs", "function"],
  ["GET", /^layers\/?$/, "ListLayers", "none"],
  ["POST", /^layers\/([^/]+)\/versions\/?$/, "PublishLayerVersion", "layer"],
  ["GET", /^layers\/([^/]+)\/versions\/?$/, "ListLayerVersions", "layer"],
  ["GET", /^layers\/([^/]+\/versions\/\d+)$/, "GetLayerVersion", "layer"],
  ["DELETE", /^layers\/([^/]+\/versions\/\d+)$/, "DeleteLayerVersion", "layer"],
  ["POST", /^event-source-mappings\/?$/, "CreateEventSourceMapping", "mapped-function"],
  ["GET", /^event-source-mappings\/?$/, "ListEventSourceMappings", "none"],
  ["GET", /^event-source-mappings\/([^/]+)$/, "GetEventSourceMapping", "mapping"],
  ["PUT", /^event-source-mappings\/([^/]+)$/, "UpdateEventSourceMapping", "mapping"],
  ["DELETE", /^event-source-mappings\/([^/]+)$/, "DeleteEventSourceMapping", "mapping"],
  ["GET", /^tags\/(.+)$/, "ListTags", "tagged"],
  ["POST", /^tags\/(.+)$/, "TagResource", "tagged"],
  ["DELETE", /^tags\/(.+)$/, "UntagResource", "tagged"],
  ["GET", /^account-settings\/?$/, "GetAccountSettings", "none"],
];

const arnOf = ({ region, account }: ServiceRequest, rest: string) =>
  `arn:aws:lambda:${region}:${account}:${rest}`;

/** A function's ARN, with the version or alias that was asked for. */
function functionArn(request: ServiceRequest, reference: string): string {
  // Of an ARN only the name counts, as where it is run: region and account are the request's.
  const { name, qualifier } = functionReference(reference);
  const qualifiers = new Set([qualifier, qualifierIn(request.query)]);
  qualifiers.delete(undefined);
  return [arnOf(request, `function:${name}`), ...qualifiers].join(":");
}

/** A layer's ARN, with the version that was asked for. */
function layerArn(request: ServiceRequest, id: string): string {
  const [layer = "", version] = id.split("/versions/");
  const named = layer.startsWith("arn:") ? layer : arnOf(request, `layer:${layer}`);
  return version === undefined ? named : `${named}:${version}`;
}

function permission(
  request: ServiceRequest,
  action: string,
  kind: Resource,
  id: string,
): Permission {
  const named = textIn(request, "FunctionName");
  switch (kind) {
    case "function":
      return { action, resource: functionArn(request, id || (named ?? "")) };
    case "layer":
      return { action, resource: layerArn(request, id) };
    case "mapping":
      return { action, resource: arnOf(request, `event-source-mapping:${id}`) };
    case "mapped-function":
      return {
        action,
        resource: "*",
        conditions: conditionsOf({
          "lambda:FunctionArn": named === undefined ? undefined : functionArn(request, named),
        }),
      };
    case "tagged":
      return { action, resource: id };
    case "none":
      return { action, resource: "*" };
  }
}

/** The role with which a function is to run is handed to Lambda: that needs a right of its own. */
function passedRole(request: ServiceRequest, action: string): readonly Permission[] {
  const { Role: role } = membersOf(request.input);
  if (action !== "CreateFunction" && action !== "UpdateFunctionConfiguration") return [];
  if (typeof role !== "string") return [];
  const conditions = { "iam:PassedToService": ["lambda.amazonaws.com"] };
  return [{ action: "iam:PassRole", resource: role, conditions }];
}

/**
 * What requests to Lambda need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export const lambdaPermissions: PermissionsOf = (request) => {
  const path = request.path.replace(/^\/\d{4}-\d{2}-\d{2}\//, "");
  for (const [method, pattern, name, kind] of ROUTES) {
    const [match, id = ""] = request.method === method ? (pattern.exec(path) ?? []) : [];
    if (match === undefined) continue;
    return [
      permission(request, `lambda:${name}`, kind, decodeURIComponent(id)),
      ...passedRole(request, name),
    ];
  }
  return undefined;
};
