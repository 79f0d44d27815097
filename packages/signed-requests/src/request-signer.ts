import { createHmac, hash } from "node:crypto";
import { canonicalQuery } from "./canonical-query.ts";
import type { Credentials } from "./function-credentials.ts";

const ALGORITHM = "AWS4-HMAC-SHA256";
/** Stands for a body's hash where the body is not known yet. */
const UNSIGNED = "UNSIGNED-PAYLOAD";

/** A request as far as its signature goes. */
export interface SignableRequest {
  readonly method: string;
  /** As it is sent: escaped, without a query. For every service but S3 a path that needs no escapes. */
  readonly path: string;
  /** What `canonicalQuery` gives, and sent so. Default: none. */
  readonly query?: string;
  /** Lower-case names; all are signed, the host among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * Signs requests of one service by AWS Signature Version 4. The signing key is made once a day, what
 * follows from the time once a second.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class RequestSigner {
  readonly #credentials: Credentials;
  readonly #region: string;
  readonly #service: string;
  #second = Number.NaN;
  #timestamp = "";
  #scope = "";
  #day = "";
  #key: Buffer = Buffer.alloc(0);

  constructor(credentials: Credentials, region: string, service: string) {
    this.#credentials = credentials;
    this.#region = region;
    this.#service = service;
  }

  /**
   * The request's headers with those that a signature adds.
   *
   * @param nowMs milliseconds since 1970
   */
  sign(request: SignableRequest, nowMs: number): Record<string, string> {
    this.#tick(nowMs);
    const { accessKeyId, sessionToken } = this.#credentials;
    const bodyHash = hash("sha256", request.body, "hex");
    const headers: Record<string, string> = {
      ...request.headers,
      "x-amz-date": this.#timestamp,
      "x-amz-content-sha256": bodyHash,
    };
    if (sessionToken !== undefined) headers["x-amz-security-token"] = sessionToken;
    const names = Object.keys(headers).sort();
    const signed = names.join(";");
    const signature = this.#signature({ ...request, headers }, names, bodyHash);
    headers.authorization = `${ALGORITHM} Credential=${accessKeyId}/${this.#scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
  }

  /**
   * The query of an address that whoever has it may use for a while, its body not signed.
   *
   * @param nowMs milliseconds since 1970
   * @param seconds how long it holds, 1 to 604,800; never longer than the credentials do
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
   */
  presign(request: Omit<SignableRequest, "body">, nowMs: number, seconds: number): string {
    this.#tick(nowMs);
    const { accessKeyId, sessionToken } = this.#credentials;
    const names = Object.keys(request.headers).sort();
    const query = canonicalQuery([
      ["X-Amz-Algorithm", ALGORITHM],
      ["X-Amz-Content-Sha256", UNSIGNED],
      ["X-Amz-Credential", `${accessKeyId}/${this.#scope}`],
      ["X-Amz-Date", this.#timestamp],
      ["X-Amz-Expires", String(seconds)],
      ...(sessionToken === undefined ? [] : [["X-Amz-Security-Token", sessionToken] as const]),
      ["X-Amz-SignedHeaders", names.join(";")],
    ]);
    const signature = this.#signature({ ...request, query }, names, UNSIGNED);
    return `${query}&X-Amz-Signature=${signature}`;
  }

  /** @param names of the headers, sorted */
  #signature(
    { method, path, query = "", headers }: Omit<SignableRequest, "body">,
    names: readonly string[],
    bodyHash: string,
  ): string {
    let canonical = `${method}\n${path}\n${query}\n`;
    for (const name of names) canonical += `${name}:${headers[name]}\n`;
    canonical += `\n${names.join(";")}\n${bodyHash}`;
    const toSign = `${ALGORITHM}\n${this.#timestamp}\n${this.#scope}\n${hash("sha256", canonical, "hex")}`;
    return createHmac("sha256", this.#key).update(toSign).digest("hex");
  }

  #tick(nowMs: number): void {
    const second = Math.floor(nowMs / 1_000);
    if (second === this.#second) return;
    this.#second = second;
    const iso = new Date(second * 1_000).toISOString();
    this.#timestamp = `${iso.slice(0, 19).replace(/[-:]/g, "")}Z`;
    const day = this.#timestamp.slice(0, 8);
    if (day === this.#day) return;
    this.#day = day;
    this.#scope = `${day}/${this.#region}/${this.#service}/aws4_request`;
    this.#key = [day, this.#region, this.#service, "aws4_request"].reduce<Buffer>(
      (key, part) => createHmac("sha256", key).update(part).digest(),
      Buffer.from(`AWS4${this.#credentials.secretAccessKey}`),
    );
  }
}
