import type { WireRequestKind } from "./wire-request-kind.ts";

/** Most batches fit into it, so that memory stays as it is however many are sent. */
const KEPT_BYTES = 64 * 1_024;
/** No character of UTF-8 takes more bytes than this for one unit of a JavaScript string. */
const MAX_BYTES_A_UNIT = 3;
/** For the line with the length, and the line end that ends the head. */
const LENGTH_ROOM_BYTES = 64;

/** Requests as they go over the wire, head and body in one piece, in memory that is used again. */
export class RequestBytes {
  readonly #free: ArrayBufferLike[] = [];

  /**
   * Writes a request: the body first, since its hash stands in the head before it.
   *
   * @param body JSON
   * @param nowMs the service's time, in milliseconds since 1970
   * @returns to be given to `release` when nothing reads it any more
   */
  write({ head, signer }: WireRequestKind, body: string, nowMs: number): Buffer {
    const room = head.length + LENGTH_ROOM_BYTES + signer.headerBytes;
    const buffer = this.#take(room, body);
    const end = room + buffer.write(body, room);
    const bytes = buffer.subarray(room, end);
    const whole = `${head}content-length: ${bytes.length}\r\n${signer.sign(bytes, nowMs)}\r\n`;
    const start = room - whole.length;
    buffer.write(whole, start, "latin1");
    return buffer.subarray(start, end);
  }

  /** Takes the memory of a request back. */
  release(request: Buffer): void {
    if (request.buffer.byteLength === KEPT_BYTES) this.#free.push(request.buffer);
  }

  #take(room: number, body: string): Buffer {
    if (room + body.length * MAX_BYTES_A_UNIT > KEPT_BYTES) {
      return Buffer.allocUnsafeSlow(room + Buffer.byteLength(body));
    }
    const free = this.#free.pop();
    return free === undefined ? Buffer.allocUnsafeSlow(KEPT_BYTES) : Buffer.from(free);
  }
}
