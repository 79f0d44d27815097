/** What comes out, or what the refusal says. */
export function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return { ...(error as object), message: (error as Error).message };
  }
}
