/**
 * Whose move it is after an error, which is what a command's exit code tells:
 *
 * - `usage`: the person's. What was asked for or handed in can't be done as it is.
 * - `environment`: the surroundings'. An endpoint, credentials, a right, a resource, a tool.
 * - `data`: a record's. It, or a part of the work, was not done; the rest was.
 * - `defect`: ours. The only class that is shown with its stack.
 */
export type ErrorClass = "usage" | "environment" | "data" | "defect";
