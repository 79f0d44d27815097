import type { $ZodIssue } from "zod/v4/core";
import type { RequestProblem } from "./problem.ts";

/** A JSON Pointer of RFC 6901: `/records/3/a~1b`. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/**
 * Everything that a schema found wrong, each with its place: one for each name that is not known, and of
 * a choice all that could have come.
 *
 * @param place where in the request the value lies: `body`, `query`
 */
export function schemaProblems(place: string, issues: readonly $ZodIssue[]): RequestProblem[] {
  return issues.flatMap((issue) => {
    const path = [place, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: jsonPointer([...path, key]),
        message: "expected no such name: it is not known here",
      }));
    }
    return [{ path: jsonPointer(path), message: messageOf(issue) }];
  });
}

function messageOf(issue: $ZodIssue): string {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return said(issue.message);
  const choices = issue.errors.map((of) => of.map(({ message }) => said(message)).join(" and "));
  return [...new Set(choices)].join(", or ");
}

/** zod's own messages begin with `Invalid input: expected …`. */
function said(message: string): string {
  return message.replace(/^Invalid input: /, "").replace("received", "came");
}
