import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { serviceErrorOf } from "@spillway/signed-requests";
import type { UploadAnswer } from "../answers/job-answer.ts";
import { jobsClientError } from "../jobs-client-error.ts";
import { told } from "./api-caller.ts";

/**
 * Puts a file to where an upload says, as a stream.
 *
 * @param onSent called with the bytes sent so far
 * @throws SpillwayError `FILE_NOT_MOVED`
 */
export async function putFile(
  { url, method, headers }: Pick<UploadAnswer, "url" | "method" | "headers">,
  source: Readable,
  onSent: (bytes: number) => void = () => {},
): Promise<void> {
  const outgoing = (url.startsWith("https:") ? httpsRequest : httpRequest)(url, {
    method,
    headers,
  });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    // A source that breaks off closes the request without an error of its own.
    outgoing.on("close", () => reject(new Error("the connection was closed")));
    outgoing.on("error", reject).on("response", (incoming) => {
      let text = "";
      incoming
        .setEncoding("utf8")
        .on("data", (chunk: string) => {
          text += chunk;
        })
        .on("error", reject)
        .on("end", () => {
          resolve({ status: incoming.statusCode ?? 0, text });
          // S3 may refuse before all was sent, and reads no more.
          if (!outgoing.writableFinished) outgoing.destroy();
        });
    });
  });
  let sent = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      onSent(sent);
      done(null, chunk);
    },
  });
  const piped = pipeline(source, counting, outgoing);
  // Where there is an answer it says why, not the broken pipe.
  const [answer, pipe] = await Promise.allSettled([answered, piped]);
  if (answer.status === "rejected") {
    const reason = pipe.status === "rejected" ? pipe.reason : answer.reason;
    throw notMoved(`the file could not be sent: ${told(reason)}`, reason);
  }
  const { status, text } = answer.value;
  if (status >= 200 && status < 300) return;
  const error = serviceErrorOf(status, text);
  throw notMoved(`S3 did not take the file: ${error.name}: ${error.message}`, error);
}

/**
 * Reads a file at a presigned address, as a stream.
 *
 * @throws SpillwayError `FILE_NOT_MOVED`
 */
export async function getFile(url: string): Promise<Readable> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw notMoved(`the file could not be read: ${told(cause)}`, cause);
  }
  if (response.ok && response.body !== null) return Readable.fromWeb(response.body);
  const error = serviceErrorOf(response.status, await response.text());
  throw notMoved(`S3 did not give the file: ${error.name}: ${error.message}`, error);
}

function notMoved(message: string, cause: unknown): Error {
  return jobsClientError("FILE_NOT_MOVED", message, {
    hint: "The address holds for minutes only, and S3 must be reachable from here. Try again.",
    cause,
  });
}
