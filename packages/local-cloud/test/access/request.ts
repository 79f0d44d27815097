import type { ServiceRequest } from "../../src/access/service-request.ts";

/** A request as the tables of permissions see it: JSON, in us-east-1, of account 123456789012. */
export function request(changes: Partial<ServiceRequest>): ServiceRequest {
  return {
    service: "",
    protocol: "json",
    operation: undefined,
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {},
    input: {},
    text: "",
    region: "us-east-1",
    account: "123456789012",
    ...changes,
  };
}

/** Action and resource of what is needed, one line each: for tables of tests. */
export function lines(
  needed: readonly { readonly action: string; readonly resource: string }[] | undefined,
): readonly string[] | undefined {
  return needed?.map(({ action, resource }) => `${action} ${resource}`);
}
