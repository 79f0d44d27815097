/** What a signed request says about itself: who is called, and where. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name: `dynamodb`, `lambda`, `sqs`, `monitoring` … in lower case. */
  readonly service: string;
}

const SCOPE_PARTS = 5;

/** Where moto takes a request to that is signed with version 2, which has no scope. */
const VERSION_2 = { region: "us-east-1", service: "s3" };

/**
 * Reads the credential scope of an AWS Signature Version 4 request, from the `Authorization` header
 * or, for a presigned URL, from its `X-Amz-Credential` parameter. Undefined when there is none.
 *
 * Of Signature Version 2, which old clients of S3 still use, only the access key is read.
 *
 * The signature itself is not checked.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @example
 * credentialScope("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/sqs/aws4_request, …", "/")
 * // { accessKeyId: "AKID", region: "us-east-1", service: "sqs" }
 */
export function credentialScope(
  authorization: string | undefined,
  url: string,
): CredentialScope | undefined {
  const query = new URLSearchParams(url.split("?", 2)[1] ?? "");
  const ofVersion2 =
    authorization === undefined
      ? query.get("AWSAccessKeyId")
      : /^AWS ([^\s:]+):/.exec(authorization)?.[1];
  if (ofVersion2) return { accessKeyId: ofVersion2, ...VERSION_2 };
  const credential =
    authorization === undefined
      ? query.get("X-Amz-Credential")
      : /Credential=([^,\s]+)/.exec(authorization)?.[1];
  if (!credential) return undefined;
  const parts = credential.split("/");
  if (parts.length < SCOPE_PARTS) return undefined;
  // An access key id may itself hold slashes: the scope is what stands at the end.
  const [, region, service] = parts.slice(-4);
  if (!region || !service) return undefined;
  return {
    accessKeyId: parts.slice(0, -4).join("/"),
    region,
    service: service.toLowerCase(),
  };
}
