/** Which AWS a command speaks to. */
export interface Target {
  readonly region: string;
  /** Undefined on AWS: the region's own endpoints. */
  readonly endpoint: string | undefined;
  /** The local cloud's credentials, only where the person has set none of their own. */
  readonly credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** Where something was deployed, in the words of Terraform's outputs. */
export interface DeployedTarget {
  readonly region: string;
  /** Null on AWS. */
  readonly endpoint_url: string | null;
}

const LOCAL_CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/**
 * The target that a person means: their options come before where it was deployed, and that before
 * the environment's variables.
 *
 * @param deployed where it was deployed; undefined for what was not deployed
 * @param env read for `AWS_REGION`, and whether credentials are set
 */
export function targetOf(
  deployed: DeployedTarget | undefined,
  options: { endpoint?: string | undefined; region?: string | undefined },
  env: NodeJS.ProcessEnv,
): Target {
  const endpoint = options.endpoint ?? deployed?.endpoint_url ?? undefined;
  const ownCredentials = Boolean(env.AWS_ACCESS_KEY_ID || env.AWS_PROFILE);
  return {
    region:
      options.region ??
      deployed?.region ??
      (env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1"),
    endpoint,
    credentials: endpoint !== undefined && !ownCredentials ? LOCAL_CREDENTIALS : undefined,
  };
}

/** The target in words, for messages: `http://127.0.0.1:4566`, `AWS us-east-1`. */
export function nameOfTarget(target: Target): string {
  return target.endpoint ?? `AWS ${target.region}`;
}
