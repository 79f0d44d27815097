import type { Principal } from "@spillway/access";
import * as z from "zod";

/** A session of a role: what `sts:AssumeRole` gave out. */
export interface RoleSession {
  readonly accessKeyId: string;
  /** Undefined for a session that was kept without. */
  readonly secretAccessKey: string | undefined;
  readonly principal: Principal & { readonly roleArn: string };
  /** `<role id>:<session name>`, the value of `aws:userid`. */
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** The policy that came with the request, which narrows the role's. */
  readonly inlinePolicy: string | undefined;
  /** Managed policies that were named in the request, which narrow the role's. */
  readonly managedPolicyArns: readonly string[];
}

/** A session as it is kept. */
export const roleSessionSchema: z.ZodType<RoleSession> = z
  .object({
    accessKeyId: z.string(),
    secretAccessKey: z.string().optional(),
    principal: z.object({ arn: z.string(), accountId: z.string(), roleArn: z.string() }),
    userId: z.string(),
    expiresAt: z.number(),
    inlinePolicy: z.string().optional(),
    managedPolicyArns: z.array(z.string()),
  })
  .transform((session) => ({
    ...session,
    secretAccessKey: session.secretAccessKey,
    inlinePolicy: session.inlinePolicy,
  }));

/**
 * Reads the session out of an AssumeRole request and its answer; undefined when the answer has none.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function roleSession(form: URLSearchParams, answer: string): RoleSession | undefined {
  const of = (element: string) =>
    new RegExp(`<${element}>\\s*([^<]*?)\\s*</${element}>`).exec(answer)?.[1];
  const accessKeyId = of("AccessKeyId");
  const arn = of("Arn");
  const roleArn = form.get("RoleArn");
  if (accessKeyId === undefined || arn === undefined || roleArn === null) return undefined;
  return {
    accessKeyId,
    secretAccessKey: of("SecretAccessKey"),
    principal: { arn, accountId: arn.split(":")[4] ?? "", roleArn },
    userId: of("AssumedRoleId") ?? "",
    expiresAt: Date.parse(of("Expiration") ?? ""),
    inlinePolicy: form.get("Policy") ?? undefined,
    managedPolicyArns: [...form]
      .filter(([name]) => /^PolicyArns\.member\.\d+\.arn$/.test(name))
      .map(([, value]) => value),
  };
}
