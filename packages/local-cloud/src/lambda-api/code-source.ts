import type { Exchange } from "../gateway/exchange.ts";
import type { LambdaError } from "./lambda-error.ts";
import type { SentCode } from "./sent-function.ts";

/** The zip that came with a request or that it names in a bucket; undefined when it says neither. */
export async function codeSource(
  exchange: Exchange,
  code: SentCode,
  endpoint: string,
): Promise<Buffer | LambdaError | undefined> {
  if (code.ZipFile !== undefined) return Buffer.from(code.ZipFile, "base64");
  if (code.S3Bucket === undefined || code.S3Key === undefined) return undefined;
  const key = code.S3Key.split("/").map(encodeURIComponent).join("/");
  const version = code.S3ObjectVersion;
  const query = version === undefined ? "" : `?versionId=${encodeURIComponent(version)}`;
  const answer = await fetch(`${endpoint}/${code.S3Bucket}/${key}${query}`, {
    headers: asCaller(exchange),
  });
  const body = Buffer.from(await answer.arrayBuffer());
  if (answer.ok) return body;
  const text = body.toString("utf8");
  const [, name = String(answer.status)] = /<Code>([^<]*)<\/Code>/.exec(text) ?? [];
  const [, message = "Unknown"] = /<Message>([^<]*)<\/Message>/.exec(text) ?? [];
  return {
    status: 400,
    type: "InvalidParameterValueException",
    message: `Error occurred while GetObject. S3 Error Code: ${name}. S3 Error Message: ${message}`,
  };
}

/** Lambda reads the object with the rights of whoever deploys. */
function asCaller({ scope, request }: Exchange): Record<string, string> {
  const { accessKeyId = "", region = "" } = scope ?? {};
  const credential = `${accessKeyId}/20260101/${region}/s3/aws4_request`;
  const token = request.headers["x-amz-security-token"];
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
    ...(typeof token === "string" && { "x-amz-security-token": token }),
  };
}
