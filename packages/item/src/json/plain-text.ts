const OTHER_THAN_PLAIN = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;
/** Up to this length a loop is faster than a regular expression. */
const SHORT = 8;

/**
 * UTF-8 bytes of a text that JSON holds as it is, between quotes; -1 for any other, such as one with
 * a quote or a line break in it.
 */
export function plainTextBytes(text: string): number {
  const { length } = text;
  if (length > SHORT && !OTHER_THAN_PLAIN.test(text)) return length;
  let bytes = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      if (code < 0x20 || code === 0x22 || code === 0x5c) return -1;
      bytes += 1;
    } else if (code < 0x800) {
      bytes += 2;
    } else if (code < 0xd800 || code > 0xdfff) {
      bytes += 3;
    } else {
      return -1;
    }
  }
  return bytes;
}
