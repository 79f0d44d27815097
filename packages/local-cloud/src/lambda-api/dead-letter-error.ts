import { destinationOf, neededRight } from "../destinations/destination.ts";
import type { LambdaError } from "./lambda-error.ts";
import { invalidParameter } from "./parameter-errors.ts";
import type { SentFunction } from "./sent-function.ts";

/** Whether a function may do something with a role. */
export type RoleMay = (
  role: string,
  functionName: string,
  action: string,
  resource: string,
) => Promise<boolean>;

const SERVICES = { queue: "SQS", topic: "SNS" } as const;

/**
 * What Lambda has against the dead-letter queue or topic that a function is to have: it takes none to which the
 * role may not send. Undefined for nothing.
 *
 * @param roleNow the role that the function has, where the request does not name one
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export async function deadLetterError(
  name: string,
  { DeadLetterConfig, Role }: Pick<SentFunction, "DeadLetterConfig" | "Role">,
  roleNow: () => Promise<string | undefined>,
  roleMay: RoleMay,
): Promise<LambdaError | undefined> {
  const arn = DeadLetterConfig?.TargetArn;
  if (!arn) return undefined;
  const destination = destinationOf(arn);
  if (destination?.kind !== "queue" && destination?.kind !== "topic") {
    return invalidParameter(`The provided target arn ${arn} is invalid.`);
  }
  const role = Role ?? (await roleNow());
  const { action, resource } = neededRight(destination);
  if (role === undefined || (await roleMay(role, name, action, resource))) return undefined;
  const [, call] = action.split(":");
  return invalidParameter(
    `The provided execution role does not have permissions to call ${call} on ${SERVICES[destination.kind]}`,
  );
}
