export {
  type Decision,
  decide,
  type Policies,
  type PolicyType,
} from "./decision/decide.ts";
export { deniedMessage } from "./decision/denied-message.ts";
export { type PolicyRule, permissionsOf, ruleKey } from "./decision/policy-rule.ts";
export { type AccessErrorCode, accessError } from "./errors.ts";
export { matchesWildcards } from "./pattern/wildcard.ts";
export { parsePolicy } from "./policy/parse-policy.ts";
export type { NamedPolicy, PolicyDocument, PolicyKind } from "./policy/policy.ts";
export type { AccessRequest, Principal } from "./request/request.ts";
