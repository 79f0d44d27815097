import {
  type Credentials,
  escapedPath,
  RequestSigner,
  serviceEndpoint,
} from "@spillway/signed-requests";

/** Addresses of objects in the jobs' bucket, for whoever has them. Making one asks nobody. */
export interface BucketLinks {
  readonly bucket: string;
  /** To read an object. */
  toGet(key: string): string;
  /**
   * To put an object.
   *
   * @param headers signed, so that S3 takes the request only with them; lower-case names.
   * `content-length` is the limit: S3 refuses a body of another length
   */
  toPut(key: string, headers: Readonly<Record<string, string>>): string;
  /** When those that are made now end: ISO 8601, UTC. */
  expiresAt(): string;
}

/** What links are made with. */
export interface BucketLinksOptions {
  readonly bucket: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** How long one holds. It ends sooner where the credentials do: a function's hold for hours. */
  readonly seconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Read for an endpoint in S3's place. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Presigns requests to one bucket by the function's own credentials.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
export function bucketLinks(options: BucketLinksOptions): BucketLinks {
  const { bucket, region, credentials, seconds, now, env } = options;
  const signer = new RequestSigner(credentials, region, "s3");
  const base = bucketAddress(bucket, serviceEndpoint("s3", region, env));
  const link = (
    method: string,
    key: string,
    headers: Readonly<Record<string, string>> = {},
  ): string => {
    const path = base.pathname + escapedPath(key);
    const request = { method, path, headers: { ...headers, host: base.host } };
    return `${base.origin}${path}?${signer.presign(request, now(), seconds)}`;
  };
  return {
    bucket,
    toGet: (key) => link("GET", key),
    toPut: (key, headers) => link("PUT", key, headers),
    // A signature knows whole seconds.
    expiresAt: () => new Date((Math.floor(now() / 1_000) + seconds) * 1_000).toISOString(),
  };
}

/** The bucket's own host on AWS, where its name can be one; else a path, as in a local cloud. */
function bucketAddress(bucket: string, endpoint: URL): URL {
  const isAws = /\.amazonaws\.com(\.cn)?$/.test(endpoint.hostname);
  return isAws && !bucket.includes(".")
    ? new URL(`${endpoint.protocol}//${bucket}.${endpoint.host}/`)
    : new URL(`${endpoint.pathname.replace(/\/?$/, "/")}${bucket}/`, endpoint);
}
