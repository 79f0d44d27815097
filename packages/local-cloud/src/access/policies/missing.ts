/** Whether a service says that something is not there, or has no policy. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(NotFound|NoSuchBucket|ResourceNotFound|PolicyNotFound)/.test(error.name)
  );
}
