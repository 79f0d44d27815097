import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A request by a presigned address. */
export interface PresignedAddress {
  readonly method: string;
  /** As it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/**
 * The signature that a presigned address of S3 should have, in the form in which it stands in it.
 *
 * @param secret the secret access key of whoever signed
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function addressSignature(
  { method, path, query, headers }: PresignedAddress,
  secret: string,
): string {
  const signedHeaders = query.get("X-Amz-SignedHeaders") ?? "";
  const [, date = "", region = "", service = "", end = ""] = scopeOf(query);
  const canonical = [
    method,
    path.split("/").map(decodedPart).map(encoded).join("/"),
    canonicalQuery(query),
    ...signedHeaders
      .split(";")
      .map((name) => `${name}:${[headers[name] ?? ""].flat().join(",").trim()}`),
    "",
    signedHeaders,
    query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
  ].join("\n");
  const text = [
    "AWS4-HMAC-SHA256",
    query.get("X-Amz-Date") ?? "",
    [date, region, service, end].join("/"),
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n");
  const key = [date, region, service, end].reduce<string | Buffer>(mac, `AWS4${secret}`);
  return mac(key, text).toString("hex");
}

/** The parts of the credential's scope, the access key first; that may itself hold slashes. */
function scopeOf(query: URLSearchParams): readonly string[] {
  const parts = (query.get("X-Amz-Credential") ?? "").split("/");
  return [parts.slice(0, -4).join("/"), ...parts.slice(-4)];
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
}

function mac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** With everything escaped but letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
