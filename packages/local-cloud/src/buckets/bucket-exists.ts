/**
 * Whether moto has a bucket.
 *
 * @param moto where moto answers
 */
export async function bucketExists(moto: string, bucket: string): Promise<boolean> {
  const scope = "AWS4-HMAC-SHA256 Credential=spillway/20260101/us-east-1/s3/aws4_request";
  const headers = { authorization: `${scope}, SignedHeaders=host, Signature=0` };
  const { status } = await fetch(`${moto}/${bucket}`, { method: "HEAD", headers });
  return status < 300;
}
