import { describe, expect, it } from "vitest";
import { changedBy } from "../../src/gateway/changes.ts";

const request = (service: string, method: string, path: string, operation?: string) => ({
  service,
  method,
  path: path.split("?")[0] ?? "",
  query: new URLSearchParams(path.split("?")[1]),
  operation,
  action: undefined,
});
const query = (service: string, action: string) => ({
  ...request(service, "POST", "/"),
  action,
});

describe("changedBy", () => {
  it.each([
    [request("lambda", "PUT", "/2015-03-31/functions/f/code"), "function", false],
    [request("lambda", "PUT", "/2017-10-31/functions/f/concurrency"), "function", false],
    [request("lambda", "DELETE", "/2017-10-31/functions/f/concurrency"), "function", false],
    [request("lambda", "DELETE", "/2015-03-31/functions/f"), "function", true],
    [request("lambda", "DELETE", "/2015-03-31/functions/f?Qualifier=1"), "function", false],
    [request("lambda", "DELETE", "/2015-03-31/functions/f%3A1"), "function", false],
  ])("finds a function in %o", (exchange, kind, deleted) => {
    expect(changedBy(exchange)).toEqual({ kind, name: "f", deleted, policy: false });
  });

  it.each([
    ["POST", "/2015-03-31/functions/f/policy"],
    ["DELETE", "/2015-03-31/functions/f/policy/statement"],
  ])("finds who may invoke a function in %s %s", (method, path) => {
    expect(changedBy(request("lambda", method, path))).toMatchObject({ name: "f", policy: true });
  });

  it.each([
    [request("events", "POST", "/", "PutRule"), "rules"],
    [request("events", "POST", "/", "DisableRule"), "rules"],
    [query("iam", "PutRolePolicy"), "policies"],
    [query("iam", "DeleteRole"), "policies"],
    [query("sns", "SetTopicAttributes"), "policies"],
    [request("kms", "POST", "/", "PutKeyPolicy"), "policies"],
    [request("kms", "POST", "/", "CreateAlias"), "policies"],
    [request("dynamodb", "POST", "/", "CreateTable"), "policies"],
    [request("dynamodb", "POST", "/", "DeleteTable"), "policies"],
    [request("dynamodb", "POST", "/", "UpdateTable"), "policies"],
    [request("dynamodb", "POST", "/", "PutResourcePolicy"), "policies"],
    [query("sns", "AddPermission"), "policies"],
    [query("sns", "RemovePermission"), "policies"],
    [request("s3", "PUT", "/bucket"), "policies"],
    [request("s3", "DELETE", "/bucket/"), "policies"],
  ])("finds what changed in %o", (exchange, kind) => {
    expect(changedBy(exchange)).toEqual({ kind });
  });

  it.each([
    request("lambda", "GET", "/2015-03-31/functions/f"),
    request("lambda", "POST", "/2015-03-31/functions/f/invocations"),
    request("lambda", "GET", "/2015-03-31/event-source-mappings"),
    request("events", "POST", "/", "ListRules"),
    request("sqs", "POST", "/", "SendMessage"),
    request("dynamodb", "POST", "/", "PutItem"),
    request("dynamodb", "POST", "/", "DescribeTable"),
    request("kms", "POST", "/", "Encrypt"),
    request("s3", "PUT", "/bucket/key"),
    request("s3", "GET", "/bucket"),
    query("iam", "GetRolePolicy"),
    query("sns", "Publish"),
  ])("finds nothing in %o", (exchange) => {
    expect(changedBy(exchange)).toBeUndefined();
  });
});
