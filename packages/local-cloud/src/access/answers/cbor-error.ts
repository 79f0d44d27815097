const MAP_OF_TWO = 0xa2;
const TEXT = 0x60;
const ONE_BYTE_LENGTH = 24;
const TWO_BYTE_LENGTH = 25;

/**
 * An error of the `smithy-rpc-v2-cbor` protocol: a map of `__type` and `message`.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export function cborError(type: string, message: string): Buffer {
  const parts = ["__type", type, "message", message].map(textString);
  return Buffer.concat([Buffer.from([MAP_OF_TWO]), ...parts]);
}

/** A text string of up to 65,535 bytes: its length and its bytes (RFC 8949, major type 3). */
function textString(text: string): Buffer {
  const bytes = Buffer.from(text);
  const { length } = bytes;
  const head =
    length < ONE_BYTE_LENGTH
      ? [TEXT + length]
      : length < 256
        ? [TEXT + ONE_BYTE_LENGTH, length]
        : [TEXT + TWO_BYTE_LENGTH, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), bytes]);
}
