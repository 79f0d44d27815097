import type { NamedObject } from "../permissions/s3/delete-objects.ts";
import { type OwnAnswer, s3Headers } from "./error-answer.ts";
import { spelledMessage } from "./spelled-message.ts";
import { xmlText } from "./xml-text.ts";

/** A request of which only a part may pass. */
export interface PartlyRefused {
  /** The body that may pass, in place of the one that came. */
  readonly passing: string;
  /** Adds what was refused to the answer to the rest. */
  readonly merged: (answer: string) => string;
}

/** An object that may not be deleted, and why. */
export interface RefusedObject extends NamedObject {
  readonly message: string;
}

const END = "</DeleteResult>";

/**
 * How S3 answers a DeleteObjects request of which some objects may not be deleted: with success, and an
 * error for each of these. When all are refused, nothing needs to pass.
 *
 * @param text the request's body
 * @param refused those of its objects that may not be deleted, at least one
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function partlyDeleted(
  text: string,
  objects: readonly NamedObject[],
  refused: readonly RefusedObject[],
): PartlyRefused | OwnAnswer {
  const errors = refused.map(errorOf).join("");
  if (refused.length === objects.length) {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${errors}${END}`;
    return { status: 200, headers: s3Headers(), body };
  }
  let passing = text;
  for (const { element } of refused) passing = passing.replace(element, () => "");
  return {
    passing,
    merged: (answer) =>
      answer
        .replace(
          /<DeleteResult([^>]*?)\s*\/>/,
          (_, attributes) => `<DeleteResult${attributes}>${END}`,
        )
        .replace(END, () => errors + END),
  };
}

function errorOf({ key, versionId, message }: RefusedObject): string {
  const version = versionId === undefined ? "" : `<VersionId>${versionId}</VersionId>`;
  const why = spelledMessage("s3", message);
  return `<Error><Key>${xmlText(key)}</Key>${version}<Code>AccessDenied</Code><Message>${xmlText(why)}</Message></Error>`;
}
