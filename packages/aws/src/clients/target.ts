import type { EnvironmentOutputs } from "./outputs.ts";

/** Which AWS a command speaks to. */
export interface Target {
  readonly region: string;
  /** Undefined on AWS: the region's own endpoints. */
  readonly endpoint: string | undefined;
  /** The local cloud's credentials, only where the person has set none of their own. */
  readonly credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

const LOCAL_CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** Options of the command line come before what the environment's outputs say. */
export function targetOf(
  outputs: Pick<EnvironmentOutputs, "region" | "endpoint_url"> | undefined,
  options: { endpoint?: string | undefined; region?: string | undefined },
  env: NodeJS.ProcessEnv,
): Target {
  const endpoint = options.endpoint ?? outputs?.endpoint_url ?? undefined;
  const ownCredentials = Boolean(env.AWS_ACCESS_KEY_ID || env.AWS_PROFILE);
  return {
    region:
      options.region ??
      outputs?.region ??
      (env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1"),
    endpoint,
    credentials: endpoint !== undefined && !ownCredentials ? LOCAL_CREDENTIALS : undefined,
  };
}

/** The target in words, for messages: `http://127.0.0.1:4566`, `AWS us-east-1`. */
export function nameOfTarget(target: Target): string {
  return target.endpoint ?? `AWS ${target.region}`;
}
