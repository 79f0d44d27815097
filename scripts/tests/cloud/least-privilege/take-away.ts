import { setTimeout as delay } from "node:timers/promises";
import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { IAMClient } from "@aws-sdk/client-iam";
import { decide, parsePolicy } from "@spillway/access";
import type { AccessDocument } from "@spillway/local-cloud";
import type { Clients, Exercise } from "./exercises.ts";
import { type PolicyStatement, policiesOf, type RolePolicy, withPolicy } from "./role-policies.ts";

type Principal = AccessDocument["principals"][number];
type Refused = Principal["refused"][number];

export interface Cloud extends Clients {
  readonly endpoint: string;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
}

// A poller that was refused, or a batch that failed, may wait some seconds before it is tried again.
const SEEN_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 200;
/** What it was asked for may have needed nothing: a writer that has units left buys none. */
const ACT_EVERY_MS = 5_000;

/** What Lambda itself does as the role: no code of ours meets the refusal, so none logs it. */
const BY_LAMBDA =
  /^(logs:|sqs:(Receive|Delete)Message|sqs:GetQueueAttributes|dynamodb:(GetRecords|GetShardIterator|DescribeStream))/;

/** What the local cloud counted of every role. */
export async function accessOf(endpoint: string): Promise<AccessDocument> {
  const answer = await fetch(`${endpoint}/_spillway/access`);
  return (await answer.json()) as AccessDocument;
}

/**
 * Takes the statements of one function's role away, one at a time, each time making the function work
 * until it is refused something, and puts them back.
 *
 * @returns what is wrong: a statement that nothing misses, a refusal in other words than AWS's, one that
 *   the function's log does not show.
 */
export async function takeEachAway(
  cloud: Cloud,
  { arn }: Principal,
  exercise: Exercise,
  isExcused: (role: string, statement: PolicyStatement) => boolean,
): Promise<readonly string[]> {
  const role = arn.split("/").at(-1) ?? "";
  const findings: string[] = [];
  for (const policy of await policiesOf(cloud.iam, role)) {
    for (const statement of policy.statements) {
      if (isExcused(role, statement)) continue;
      const found = await wrongWithout(cloud, { arn, policy, statement, exercise });
      const name = `${role}, ${policy.name}, ${statement.Sid ?? JSON.stringify(statement)}`;
      if (found !== undefined) findings.push(`${name}: ${found}`);
    }
  }
  return findings;
}

interface Attempt {
  readonly arn: string;
  readonly policy: RolePolicy;
  readonly statement: PolicyStatement;
  readonly exercise: Exercise;
}

/** Takes one statement away: undefined where it is missed as it should be, else what is wrong. */
async function wrongWithout(cloud: Cloud, attempt: Attempt): Promise<string | undefined> {
  const { arn, policy, statement, exercise } = attempt;
  const without = {
    ...policy,
    statements: [
      ...policy.statements.filter((other) => other !== statement),
      ...failing(exercise.needsFailing?.[statement.Sid ?? ""]),
    ],
  };
  const missed = async (): Promise<Refused[]> => {
    const { principals } = await accessOf(cloud.endpoint);
    const refused = principals.find((principal) => principal.arn === arn)?.refused ?? [];
    return refused.filter((request) => wouldAllow(statement, request));
  };
  const before = new Map((await missed()).map((request) => [keyOf(request), request.count]));
  return withPolicy(cloud.iam, without, policy, async () => {
    const startTime = Date.now();
    const work = new RepeatedWork(() => exercise.act(cloud));
    const refusals = async () =>
      (await missed()).filter((request) => request.count > (before.get(keyOf(request)) ?? 0));
    const refused = await seen(work, async () => (await refusals())[0]);
    if (refused === undefined) return `nothing was refused without it${work.failure}`;
    if (!isAwsSentence(refused)) return `refused in other words than AWS's: ${refused.message}`;
    if (exercise.unlogged?.includes(statement.Sid ?? "")) return undefined;
    // On a slow machine a function may be refused something and run out of time before it says so. It gets
    // no other chance where Lambda, too, is refused what brings it work.
    const isSaid = await seen(work, async () => {
      const isByLambda = (await refusals()).some(({ action }) => BY_LAMBDA.test(action));
      if (isByLambda) return true;
      return refusalInLog(cloud.logs, exercise.functionName, startTime);
    });
    if (isSaid) return undefined;
    return `the function's log does not show what was refused${work.failure}`;
  });
}

/** Makes a function work again and again. */
class RepeatedWork {
  readonly #act: () => Promise<unknown>;
  #actedAt = Number.NEGATIVE_INFINITY;
  /** How the last attempt failed itself, to stand at the end of a finding; empty where it did not. */
  failure = "";

  constructor(act: () => Promise<unknown>) {
    this.#act = act;
  }

  /** What the function answers depends on what is missing, even whether it does: the refusal is what counts. */
  async onceDue(): Promise<void> {
    if (Date.now() - this.#actedAt < ACT_EVERY_MS) return;
    this.failure = await this.#act().then(
      () => "",
      (error: unknown) => ` (and to make it work failed: ${error})`,
    );
    this.#actedAt = Date.now();
  }
}

/** Looks until there is something to see, and makes the function work meanwhile. */
async function seen<Found>(
  work: RepeatedWork,
  look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const limit = Date.now() + SEEN_WITHIN_MS;
  while (Date.now() < limit) {
    await work.onceDue();
    const found = await look();
    if (found !== undefined) return found;
    await delay(LOOK_EVERY_MS);
  }
  return undefined;
}

async function refusalInLog(
  logs: CloudWatchLogsClient,
  functionName: string,
  startTime: number,
): Promise<true | undefined> {
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}`, startTime }),
  );
  const isIn = events.some(({ message }) => message?.includes("is not authorized to perform: "));
  return isIn || undefined;
}

/** Makes an action fail, so that what handles the failure has something to do. */
function failing(action: string | undefined): readonly PolicyStatement[] {
  return action === undefined ? [] : [{ Effect: "Deny", Action: action, Resource: "*" }];
}

const keyOf = ({ action, resource, because }: Refused) => `${action} ${resource} ${because}`;

/** Whether the statement is what the refused request lacked. */
function wouldAllow(statement: PolicyStatement, { because, action, resource }: Refused): boolean {
  if (because !== "not-allowed") return false;
  const document = { Version: "2012-10-17", Statement: statement };
  const identity = [parsePolicy(document, "the statement", "identity")];
  const accountId = resource.split(":")[4] ?? "";
  const principal = { arn: `arn:aws:iam::${accountId}:user/anyone`, accountId };
  return decide({ principal, action, resource, context: {} }, { identity }).allowed;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
function isAwsSentence({ principal, action, resource, message }: Refused): boolean {
  const what = `User: ${principal} is not authorized to perform: ${action}`;
  const why = `because no identity-based policy allows the ${action} action`;
  return [`${what} on resource: ${resource} ${why}`, `${what} ${why}`].includes(message);
}
