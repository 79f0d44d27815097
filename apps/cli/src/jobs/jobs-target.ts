import { awsRequest, type Target, targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import {
  type Authorize,
  type JobsClient,
  jobsClient,
  signed,
  withToken,
} from "@spillway/jobs-client";
import { systemClock } from "@spillway/pacing";
import type { GlobalOptions } from "../command-line/global-options.ts";
import { requireFeature } from "../environment/outputs.ts";
import { readEnvironment } from "../environment/read-environment.ts";
import { cliError } from "../errors.ts";

/** Which API is meant, and who asks. */
export interface ApiOptions {
  readonly environment: string;
  readonly outputs?: string;
  /** Instead of an environment: where the API answers. */
  readonly api?: string;
  readonly token?: string;
}

/** An API, and the end of its connections. */
export interface JobsTarget {
  readonly client: JobsClient;
  readonly url: string;
  destroy(): void;
}

/**
 * Finds the API of an environment, or the one that was named, and how to authorize requests to it: by a
 * token where there is one, else by the AWS credentials.
 *
 * @throws SpillwayError `ENVIRONMENT_UNKNOWN`, `ENVIRONMENT_NOT_DEPLOYED`, `FEATURE_NOT_DEPLOYED`, `JOBS_TOKEN_MISSING`
 */
export async function jobsTarget(
  options: ApiOptions,
  globals: GlobalOptions,
  env: NodeJS.ProcessEnv,
): Promise<JobsTarget> {
  const token = options.token ?? (env.SPILLWAY_API_TOKEN || undefined);
  const { url, target } = await placeOf(options, globals, env, token !== undefined);
  const clients = createClients(target);
  const authorize = token === undefined ? signedBy(target, clients) : withToken(token);
  const waits = { clock: systemClock, random: Math.random };
  return {
    client: jobsClient({ url, authorize, ...waits }),
    url,
    destroy: () => clients.destroy(),
  };
}

async function placeOf(
  { api, environment, outputs }: ApiOptions,
  globals: GlobalOptions,
  env: NodeJS.ProcessEnv,
  hasToken: boolean,
): Promise<{ readonly url: string; readonly target: Target }> {
  if (api !== undefined) return { url: api, target: targetOf(undefined, globals, env) };
  const deployed = requireFeature(await readEnvironment(environment, { file: outputs }), "jobs");
  const { api_url: url, authorization } = deployed.jobs;
  if (authorization === "jwt" && !hasToken) {
    throw cliError(
      "JOBS_TOKEN_MISSING",
      `the API of environment ${environment} takes tokens; came none`,
      {
        hint: "Give one with --token, or in the variable SPILLWAY_API_TOKEN.",
      },
    );
  }
  const { region, endpoint_url } = deployed;
  return { url, target: targetOf({ region, endpoint_url }, globals, env) };
}

/** Signed by the credentials that every command uses: the SDK finds and renews them. */
function signedBy(target: Target, clients: ReturnType<typeof createClients>): Authorize {
  const credentials = async () => {
    const sts = await clients.sts();
    return awsRequest("could not sign a request to the jobs API", target, () =>
      sts.config.credentials(),
    );
  };
  return signed(credentials, target.region, Date.now);
}
