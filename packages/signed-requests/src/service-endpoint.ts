type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where a service of a region answers, or what stands in its place: `AWS_ENDPOINT_URL_<SERVICE>`, then
 * `AWS_ENDPOINT_URL`, as the SDK has it. `AWS_USE_FIPS_ENDPOINT` is obeyed.
 *
 * @param service as it stands in host names: `s3`, `sns`, `dynamodb`, `firehose`, `sqs`
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @example
 * serviceEndpoint("sns", "eu-west-1", process.env).host; // → "sns.eu-west-1.amazonaws.com"
 */
export function serviceEndpoint(service: string, region: string, env: Environment): URL {
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === "true";
  const configured = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL;
  if (configured && !ignored) return new URL(configured);
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const name = env.AWS_USE_FIPS_ENDPOINT === "true" ? `${service}-fips` : service;
  return new URL(`https://${name}.${region}.${suffix}`);
}
