/** Whether an object that must not be written over was there: another has just written it, or before. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}
