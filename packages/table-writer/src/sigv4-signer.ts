import { createHmac, hash } from "node:crypto";

/** What signs: an access key with its secret, and the token of a session. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** What all requests of a kind have in common. */
export interface SignedRequestKind {
  readonly credentials: SigningCredentials;
  readonly region: string;
  /** Path without a query. */
  readonly path: string;
  /** Headers that are the same in each request and are signed, the host among them; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

const SERVICE = "dynamodb";
const ALGORITHM = "AWS4-HMAC-SHA256";
const DATE_HEADER = "x-amz-date";
const TOKEN_HEADER = "x-amz-security-token";

/**
 * Signs POST requests that differ only in their body and time, by AWS Signature Version 4. What
 * does not change from one to the next is put together once, and the signing key once a day.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @example
 * const signer = new SigV4Signer({ credentials, region: "eu-west-1", path: "/", headers: { host } });
 * signer.sign(body, Date.now()); // → ["x-amz-date", "2026…Z", "authorization", "AWS4-HMAC-SHA256 …"]
 */
export class SigV4Signer {
  readonly #credentials: SigningCredentials;
  readonly #region: string;
  readonly #beforeDate: string;
  readonly #afterDate: string;
  readonly #signedHeaders: string;
  #day = "";
  #signingKey: Buffer = Buffer.alloc(0);
  #second = Number.NaN;
  #timestamp = "";

  constructor({ credentials, region, path, headers }: SignedRequestKind) {
    this.#credentials = credentials;
    this.#region = region;
    const { sessionToken } = credentials;
    const all: Record<string, string> = { ...headers, [DATE_HEADER]: "" };
    if (sessionToken !== undefined) all[TOKEN_HEADER] = sessionToken;
    const names = Object.keys(all).sort();
    const lines = names.map((name) => `${name}:${(all[name] ?? "").trim().replace(/\s+/g, " ")}`);
    const date = names.indexOf(DATE_HEADER);
    this.#signedHeaders = names.join(";");
    this.#beforeDate = ["POST", canonicalPath(path), "", ...lines.slice(0, date + 1)].join("\n");
    const after = lines.slice(date + 1).map((line) => `${line}\n`);
    this.#afterDate = `\n${after.join("")}\n${this.#signedHeaders}\n`;
  }

  /**
   * Gives the headers that a signature adds, name and value in turn.
   *
   * @param nowMs the service's time, in milliseconds since 1970
   */
  sign(body: Uint8Array, nowMs: number): string[] {
    const timestamp = this.#timestampOf(nowMs);
    const day = timestamp.slice(0, 8);
    const scope = `${day}/${this.#region}/${SERVICE}/aws4_request`;
    const canonical = this.#beforeDate + timestamp + this.#afterDate + hash("sha256", body, "hex");
    const toSign = `${ALGORITHM}\n${timestamp}\n${scope}\n${hash("sha256", canonical, "hex")}`;
    const signature = createHmac("sha256", this.#signingKeyOf(day)).update(toSign).digest("hex");
    const { accessKeyId, sessionToken } = this.#credentials;
    const credential = `Credential=${accessKeyId}/${scope}`;
    const authorization = `${ALGORITHM} ${credential}, SignedHeaders=${this.#signedHeaders}, Signature=${signature}`;
    const headers = [DATE_HEADER, timestamp, "authorization", authorization];
    if (sessionToken !== undefined) headers.push(TOKEN_HEADER, sessionToken);
    return headers;
  }

  #timestampOf(nowMs: number): string {
    const second = Math.floor(nowMs / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      const iso = new Date(second * 1_000).toISOString();
      this.#timestamp = `${iso.slice(0, 19).replace(/[-:]/g, "")}Z`;
    }
    return this.#timestamp;
  }

  #signingKeyOf(day: string): Buffer {
    if (day !== this.#day) {
      const secret = `AWS4${this.#credentials.secretAccessKey}`;
      const parts = [day, this.#region, SERVICE, "aws4_request"];
      this.#signingKey = parts.reduce<Buffer>(
        (key, part) => createHmac("sha256", key).update(part).digest(),
        Buffer.from(secret),
      );
      this.#day = day;
    }
    return this.#signingKey;
  }
}

/** The path as it is signed: normalised, and its characters escaped once more than in the request. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  const normal = `/${segments.join("/")}${segments.length > 0 && path.endsWith("/") ? "/" : ""}`;
  return encodeURIComponent(normal)
    .replace(/%2F/g, "/")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
