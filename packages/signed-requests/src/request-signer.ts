import { createHmac, hash } from "node:crypto";
import type { Credentials } from "./function-credentials.ts";

const ALGORITHM = "AWS4-HMAC-SHA256";

/** A request as far as its signature goes. */
export interface SignableRequest {
  readonly method: string;
  /** As it is sent: escaped, without a query. For every service but S3 a path that needs no escapes. */
  readonly path: string;
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
    let canonical = `${request.method}\n${request.path}\n\n`;
    for (const name of names) canonical += `${name}:${headers[name]}\n`;
    canonical += `\n${signed}\n${bodyHash}`;
    const toSign = `${ALGORITHM}\n${this.#timestamp}\n${this.#scope}\n${hash("sha256", canonical, "hex")}`;
    const signature = createHmac("sha256", this.#key).update(toSign).digest("hex");
    headers.authorization = `${ALGORITHM} Credential=${accessKeyId}/${this.#scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
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
