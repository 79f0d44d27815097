import * as z from "zod";

/** The media type of a problem document. @see https://www.rfc-editor.org/rfc/rfc9457 */
export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** The most problems that one document lists. */
export const MAX_PROBLEMS = 1_000;

const requestProblemSchema = z.object({
  path: z.string().meta({
    description:
      "A JSON Pointer into the request, seen as {body, query, headers, path}: /body/records/3/id",
  }),
  message: z.string().meta({ description: "What was expected, and what came" }),
});

/** One thing that is wrong with a request. */
export type RequestProblem = Readonly<z.output<typeof requestProblemSchema>>;

/**
 * What every refusal and every failure is told by: RFC 9457, with a code for programs.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export const problemSchema = z
  .object({
    type: z.literal("about:blank"),
    title: z.string().meta({ description: "The status in words" }),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: "What happened, one sentence" }),
    instance: z.string().meta({ description: "The path that was asked for" }),
    code: z.string().meta({ description: "Stable: what a program branches on" }),
    requestId: z.string().meta({ description: "Finds the request in the logs" }),
    hint: z.string().optional().meta({ description: "What to do about it" }),
    problems: z
      .array(requestProblemSchema)
      .max(MAX_PROBLEMS)
      .optional()
      .meta({ description: `Everything that is wrong, up to ${MAX_PROBLEMS}` }),
  })
  .meta({ id: "Problem", description: "A problem document (RFC 9457)" });

/** A problem document. */
export type Problem = Readonly<z.output<typeof problemSchema>>;
