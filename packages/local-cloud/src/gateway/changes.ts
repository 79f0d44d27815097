import type { Exchange } from "./exchange.ts";
import { lambdaPath, qualifierIn } from "./lambda-path.ts";

/** What an answered request may have changed of that which the local cloud follows. */
export type Change =
  | {
      readonly kind: "function";
      readonly name: string;
      readonly deleted: boolean;
      /** Whether it is about who may invoke the function. */
      readonly policy: boolean;
    }
  /** Of roles, users, topics, buckets, tables or keys, or what policies say things about: tables, aliases. */
  | { readonly kind: "policies" }
  | { readonly kind: "rules" };

type Asked = Pick<Exchange, "service" | "method" | "path" | "query" | "operation" | "action">;

const RULE_OPERATIONS = new Set(["PutRule", "DeleteRule", "EnableRule", "DisableRule"]);
/** Actions of the query protocol that leave policies as they are. */
const LEAVES_POLICIES = /^(Get|List|Simulate|Publish|Check)/;
/** Operations of DynamoDB after which a table has another key, index or policy. */
const CHANGES_TABLES =
  /^(Create|Update|Delete)Table$|^(Put|Delete)ResourcePolicy$|^(Restore|Import)Table/;
/** The bucket itself and its parts, whose policy is one. */
const BUCKET_PATH = /^\/[^/]*\/?$/;

/** Services that hold policies, and whose requests say only in their body what they do. */
export function saysActionInBody(service: string | undefined): boolean {
  return service === "iam" || service === "sns";
}

/** What a request changes, by what it is; undefined for everything that nobody follows. */
export function changedBy(exchange: Asked): Change | undefined {
  const { service, operation = "" } = exchange;
  if (service === "events" && RULE_OPERATIONS.has(operation)) return { kind: "rules" };
  if (changesPolicies(exchange)) return { kind: "policies" };
  return service === "lambda" && exchange.method !== "GET" ? changedFunction(exchange) : undefined;
}

function changesPolicies({ service, method, path, operation = "", action = "" }: Asked): boolean {
  if (saysActionInBody(service)) return !LEAVES_POLICIES.test(action);
  if (service === "kms") return /^PutKeyPolicy$|Alias$/.test(operation);
  if (service === "dynamodb") return CHANGES_TABLES.test(operation);
  return service === "s3" && ["PUT", "DELETE"].includes(method) && BUCKET_PATH.test(path);
}

function changedFunction({ method, path, query }: Asked): Change | undefined {
  const place = lambdaPath(path);
  if (place?.kind !== "function" || place.part === "invocations") return undefined;
  return {
    kind: "function",
    name: place.name,
    // With a qualifier only a version goes.
    deleted:
      method === "DELETE" &&
      place.part === undefined &&
      (place.qualifier ?? qualifierIn(query)) === undefined,
    policy: place.part?.startsWith("policy") ?? false,
  };
}
