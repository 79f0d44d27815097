import type { PermissionsOf } from "./permission.ts";

const METHODS: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/**
 * What requests to the control plane of API Gateway need: the method, on the path.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
export const apigatewayPermissions: PermissionsOf = ({ method, path, region }) => {
  if (!METHODS.has(method)) return undefined;
  // A slash in disguise would make another resource of it.
  if (/%2f/i.test(path) && !path.startsWith("/v2/tags/")) return undefined;
  const resource = `arn:aws:apigateway:${region}::${path.replace(/^\/v2(?=\/)/, "")}`;
  return [{ action: `apigateway:${method}`, resource }];
};
