import type { Principal } from "@spillway/access";
import type { Exchange } from "../gateway/exchange.ts";
import type { OwnAnswer } from "./answers/error-answer.ts";
import { type PartlyRefused, partlyDeleted } from "./answers/partly-refused.ts";
import { type RefusalKind, refusedAnswer } from "./answers/refused-answer.ts";
import type { Caller, Callers } from "./callers/callers.ts";
import {
  decideRequest,
  policiesAmong,
  type SayingPolicies,
  type Verdict,
} from "./decide-request.ts";
import { ITEM_KEYS } from "./permissions/dynamodb/touched-items.ts";
import { neededPermissions } from "./permissions/needed-permissions.ts";
import type { Permission } from "./permissions/permission.ts";
import { isDeleteObjects, namedObjects } from "./permissions/s3/delete-objects.ts";
import { hasCondition } from "./policies/condition-keys.ts";
import { NO_POLICIES, type PolicyStore } from "./policies/policy-store.ts";
import { presignedRefusal } from "./presigned/presigned-refusal.ts";
import { protocolOf, readServiceRequest } from "./read-service-request.ts";
import { requestContext } from "./request-context.ts";
import type { KeyAliases } from "./resources/key-aliases.ts";
import type { TableKeys } from "./resources/table-keys.ts";
import { isServedAsRead } from "./served-as-read.ts";
import { membersOf, type ServiceRequest } from "./service-request.ts";
import type { Refusal, UsageRecords } from "./usage/usage-records.ts";

export interface AccessGuardOptions {
  readonly callers: Callers;
  readonly policies: PolicyStore;
  readonly usage: UsageRecords;
  readonly tableKeys: Pick<TableKeys, "partitionKey">;
  readonly keyAliases: Pick<KeyAliases, "in">;
  readonly account: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

type HeldCaller = Exclude<Caller, { kind: "free" } | { kind: "unknown" }>;

/** STS gives these to long-term credentials only: what a role's session got from them would not be the role's. */
const LONG_TERM_ONLY: ReadonlySet<string> = new Set(["GetFederationToken", "GetSessionToken"]);

const UNKNOWN_KEY = "The security token included in the request is invalid.";
const EXPIRED = "The security token included in the request is expired";

/** Holds every request against the policies of whoever makes it. */
export class AccessGuard {
  readonly #options: AccessGuardOptions;

  constructor(options: AccessGuardOptions) {
    this.#options = options;
  }

  /**
   * How a request is refused, as a whole or in part; undefined when it may pass.
   *
   * @param needed what it needs, where the request itself does not say it: a function URL's
   */
  async refusalOf(
    exchange: Exchange,
    needed?: readonly Permission[],
  ): Promise<OwnAnswer | PartlyRefused | undefined> {
    const { callers, now } = this.#options;
    const secretOf = (accessKeyId: string) => callers.secretOf(accessKeyId);
    const presigned = presignedRefusal(exchange, { secretOf, now });
    if (presigned !== undefined) return presigned;
    const caller = await callers.of(exchange.scope?.accessKeyId);
    if (caller.kind === "free") return undefined;
    if (caller.kind === "unknown") return answer(exchange, "unknown-key", UNKNOWN_KEY);
    if (caller.kind === "role" && !hasSessionToken(exchange)) {
      return answer(exchange, "unknown-key", UNKNOWN_KEY);
    }
    if (caller.kind === "role" && caller.session.expiresAt <= now()) {
      return answer(exchange, "expired", EXPIRED);
    }
    return this.#refusal(exchange, caller, needed);
  }

  /** Why whoever makes a request may not do this; undefined when it may. */
  async whyNot(exchange: Exchange, needed: Permission): Promise<string | undefined> {
    const refusal = await this.refusalOf(exchange, [needed]);
    if (refusal === undefined || !("status" in refusal)) return undefined;
    const said = membersOf(JSON.parse(String(refusal.body)));
    return typeof said.Message === "string" ? said.Message : "it is not allowed";
  }

  /** Checks each permission that a request needs. */
  async #refusal(
    exchange: Exchange,
    caller: HeldCaller,
    given: readonly Permission[] | undefined,
  ): Promise<OwnAnswer | PartlyRefused | undefined> {
    const { usage, account, now } = this.#options;
    const principal = principalOf(caller, account);
    const owner = principal.roleArn ?? principal.arn;
    const request = await this.#read(exchange, principal.accountId);
    const needed = given ?? (isServedAsRead(request) ? neededPermissions(request) : undefined);
    // Root may do whatever no resource denies: what is not known can't be denied to it.
    if (needed === undefined && caller.kind === "root") return undefined;
    if (needed === undefined) {
      return this.#refuse(exchange, owner, unknownOperation(principal, request));
    }
    if (caller.kind === "role" && LONG_TERM_ONLY.has(request.operation ?? "")) {
      return this.#refuse(exchange, owner, onlyLongTerm(principal, request));
    }
    const sourceIp = exchange.request.socket.remoteAddress;
    const context = requestContext(request, caller, sourceIp, now());
    const verdicts = await Promise.all(
      needed.map(async (permission) => ({
        action: permission.action,
        verdict: await this.#verdict(caller, principal, permission, context),
      })),
    );
    const isByObject = isDeleteObjects(request);
    const refusals = verdicts.flatMap(({ verdict }) => (verdict.allowed ? [] : [verdict.refusal]));
    const [first] = refusals;
    for (const refusal of isByObject ? refusals : refusals.slice(0, 1)) {
      usage.refused(owner, refusal);
    }
    if (first !== undefined && !isByObject) return answer(exchange, "denied", first.message);
    for (const { action, verdict } of verdicts) {
      if (verdict.allowed) usage.used(owner, action, verdict.by);
    }
    if (first === undefined) return undefined;
    const objects = namedObjects(request.text);
    const refused = objects.flatMap((object, index) => {
      const verdict = verdicts[index]?.verdict;
      const kept = verdict === undefined || verdict.allowed;
      return kept ? [] : [{ ...object, message: verdict.refusal.message }];
    });
    return partlyDeleted(request.text, objects, refused);
  }

  async #read(exchange: Exchange, account: string): Promise<ServiceRequest> {
    const request = await readServiceRequest(exchange, account);
    if (request.service !== "kms" || !request.text.includes("alias/")) return request;
    return { ...request, keysByAlias: await this.#options.keyAliases.in(request.region) };
  }

  #refuse(exchange: Exchange, owner: string, refusal: Refusal): OwnAnswer {
    this.#options.usage.refused(owner, refusal);
    return answer(exchange, "denied", refusal.message);
  }

  async #verdict(
    caller: HeldCaller,
    principal: Principal,
    { action, resource, conditions, items, untold = [] }: Permission,
    context: Readonly<Record<string, readonly string[]>>,
  ): Promise<Verdict> {
    const policies = await this.#policiesFor(caller, resource);
    const ofItems =
      items !== undefined && policiesAmong(policies).some((one) => hasCondition(one, ITEM_KEYS))
        ? items.conditionsWith(await this.#options.tableKeys.partitionKey(items.table, items.index))
        : {};
    const told: Record<string, readonly string[]> = { ...context, ...conditions };
    const missing = [...untold];
    for (const [key, values] of Object.entries(ofItems)) {
      if (values === undefined) missing.push(key);
      else told[key] = values;
    }
    return decideRequest({ principal, action, resource, context: told }, policies, missing);
  }

  async #policiesFor(caller: HeldCaller, resource: string): Promise<SayingPolicies> {
    const { policies } = this.#options;
    const [identity, session, ofResource] = await Promise.all([
      caller.kind === "role"
        ? policies.ofRole(caller.session.principal.roleArn)
        : caller.kind === "user"
          ? policies.ofUser(caller.name)
          : NO_POLICIES,
      caller.kind === "role" ? policies.ofSession(caller.session) : undefined,
      policies.ofResource(resource),
    ]);
    return { identity, session, resource: ofResource };
  }
}

function unknownOperation({ arn: principal }: Principal, request: ServiceRequest): Refusal {
  const operation = request.operation ?? `${request.method} ${request.path}`;
  const action = `${request.service}:${operation}`;
  const message = `User: ${principal} is not authorized to perform: ${action} because the local cloud does not know which permission it needs`;
  return { principal, action, resource: "*", because: "unknown-operation", message };
}

function onlyLongTerm({ arn: principal }: Principal, { operation }: ServiceRequest): Refusal {
  const message = `Cannot call ${operation} with session credentials`;
  const action = `sts:${operation}`;
  return { principal, action, resource: "*", because: "not-allowed", message };
}

/** The keys of a session are worth nothing without its token, in a header or in a presigned address. */
function hasSessionToken({ request: { headers, url = "" } }: Exchange): boolean {
  return headers["x-amz-security-token"] !== undefined || /[?&]x-amz-security-token=./i.test(url);
}

function principalOf(caller: HeldCaller, account: string): Principal {
  if (caller.kind === "role") return caller.session.principal;
  const arn = caller.kind === "user" ? caller.arn : `arn:aws:iam::${account}:root`;
  return { arn, accountId: account };
}

function answer(exchange: Exchange, kind: RefusalKind, message: string): OwnAnswer {
  const { service = "", method } = exchange;
  return refusedAnswer({ service, method, protocol: protocolOf(exchange) }, kind, message);
}
