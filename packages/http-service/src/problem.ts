/** The media type of a problem document. @see https://www.rfc-editor.org/rfc/rfc9457 */
export const PROBLEM_MEDIA_TYPE = "application/problem+json";
