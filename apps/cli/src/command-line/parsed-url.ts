/** The URL that a text is, or undefined for one that is none. `URL.parse` is not in every Node 22. */
export function parsedUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
