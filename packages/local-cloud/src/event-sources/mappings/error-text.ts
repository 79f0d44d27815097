/** What an error says, for `LastProcessingResult`. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
