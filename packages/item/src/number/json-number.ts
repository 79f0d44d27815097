/** Text that is a number of JSON's already, as nearly every number is. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A number's text as JSON allows it, digit for digit: no plus sign, no leading zeros, digits on both
 * sides of the point.
 *
 * @param text a decimal number, as DynamoDB takes it
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-6
 * @example
 * jsonNumber("+007."); // → "7"
 */
export function jsonNumber(text: string): string {
  if (JSON_NUMBER.test(text)) return text;
  return text
    .replace(/^\+/, "")
    .replace(/^(-?)0+(?=\d)/, "$1")
    .replace(/^(-?)\./, "$10.")
    .replace(/\.(?=$|[eE])/, "");
}
