import { createHmac, hash } from "node:crypto";

/** What signs: an access key with its secret. The token of a session is a header like others. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
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
/** In hexadecimal, with the line end behind it. */
const SIGNATURE_BYTES = 66;

/** What stands before the hash or the signature in each request of one second. */
interface TextsOfSecond {
  readonly canonical: string;
  readonly toSign: string;
  readonly headers: string;
}

/**
 * Signs POST requests that differ only in their body and time, by AWS Signature Version 4. What
 * does not change from one to the next is put together once, what changes with the time once a second,
 * and the signing key once a day.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @example
 * const signer = new SigV4Signer({ credentials, region: "eu-west-1", path: "/", headers: { host } });
 * signer.sign(body, Date.now()); // → "x-amz-date: 2026…Z\r\nauthorization: AWS4-HMAC-SHA256 …\r\n"
 */
export class SigV4Signer {
  /** How many bytes `sign` gives, whatever it signs. */
  readonly headerBytes: number;
  readonly #credentials: SigningCredentials;
  readonly #region: string;
  readonly #beforeDate: string;
  readonly #afterDate: string;
  readonly #signedHeaders: string;
  #second = Number.NaN;
  #texts: TextsOfSecond = { canonical: "", toSign: "", headers: "" };
  #day = "";
  #signingKey: Buffer = Buffer.alloc(0);

  constructor({ credentials, region, path, headers }: SignedRequestKind) {
    this.#credentials = credentials;
    this.#region = region;
    const all: Record<string, string> = { ...headers, [DATE_HEADER]: "" };
    const names = Object.keys(all).sort();
    const lines = names.map((name) => `${name}:${(all[name] ?? "").trim().replace(/\s+/g, " ")}`);
    const date = names.indexOf(DATE_HEADER);
    this.#signedHeaders = names.join(";");
    this.#beforeDate = ["POST", canonicalPath(path), "", ...lines.slice(0, date + 1)].join("\n");
    const after = lines.slice(date + 1).map((line) => `${line}\n`);
    this.#afterDate = `\n${after.join("")}\n${this.#signedHeaders}\n`;
    this.headerBytes = this.#textsOf(0).headers.length + SIGNATURE_BYTES;
  }

  /**
   * Gives the headers that a signature adds, each with its line end.
   *
   * @param nowMs the service's time, in milliseconds since 1970
   */
  sign(body: Uint8Array, nowMs: number): string {
    const { canonical, toSign, headers } = this.#textsOf(nowMs);
    const hashed = hash("sha256", canonical + hash("sha256", body, "hex"), "hex");
    const hmac = createHmac("sha256", this.#signingKey).update(toSign + hashed);
    return `${headers}${hmac.digest("hex")}\r\n`;
  }

  /** What changes with the time alone; with a new day the key does too. */
  #textsOf(nowMs: number): TextsOfSecond {
    const second = Math.floor(nowMs / 1_000);
    if (second === this.#second) return this.#texts;
    const iso = new Date(second * 1_000).toISOString();
    const timestamp = `${iso.slice(0, 19).replace(/[-:]/g, "")}Z`;
    const day = timestamp.slice(0, 8);
    this.#renewKey(day);
    const scope = `${day}/${this.#region}/${SERVICE}/aws4_request`;
    const credential = `Credential=${this.#credentials.accessKeyId}/${scope}`;
    const authorization = `${ALGORITHM} ${credential}, SignedHeaders=${this.#signedHeaders}, Signature=`;
    this.#texts = {
      canonical: this.#beforeDate + timestamp + this.#afterDate,
      toSign: `${ALGORITHM}\n${timestamp}\n${scope}\n`,
      headers: `${DATE_HEADER}: ${timestamp}\r\nauthorization: ${authorization}`,
    };
    this.#second = second;
    return this.#texts;
  }

  #renewKey(day: string): void {
    if (day === this.#day) return;
    const secret = `AWS4${this.#credentials.secretAccessKey}`;
    this.#signingKey = [day, this.#region, SERVICE, "aws4_request"].reduce<Buffer>(
      (key, part) => createHmac("sha256", key).update(part).digest(),
      Buffer.from(secret),
    );
    this.#day = day;
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
