import { membersOf } from "../service-request.ts";

/**
 * A function's policy as AWS would give it: moto 5.2 leaves a principal that is neither a service nor
 * an account's root as the bare ARN or account number.
 *
 * @param json the policy as moto gives it
 */
export function functionPolicy(json: string): string {
  const policy = membersOf(JSON.parse(json));
  const { Statement: statements } = policy;
  if (!Array.isArray(statements)) return json;
  const mended = statements.map((statement: unknown) => {
    const { Principal: principal, ...rest } = membersOf(statement);
    const bare = typeof principal === "string" && principal !== "*";
    return { ...rest, Principal: bare ? { AWS: principal } : principal };
  });
  return JSON.stringify({ ...policy, Statement: mended });
}
