/** The beginning of an input, and the whole of it again. */
export interface Peeked {
  readonly head: Buffer;
  readonly all: AsyncIterable<Uint8Array>;
}

/** Reads the beginning of an input, at least so many bytes where it has them, and loses nothing. */
export async function peek(input: AsyncIterable<Uint8Array>, bytes: number): Promise<Peeked> {
  const chunks = input[Symbol.asyncIterator]();
  const looked: Uint8Array[] = [];
  for (let length = 0; length < bytes; ) {
    const next = await chunks.next();
    if (next.done) break;
    looked.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(looked);
  return { head, all: together(head, chunks) };
}

async function* together(
  head: Buffer,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
