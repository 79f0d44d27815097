import { isSpillwayError, withPlace } from "@spillway/errors";

/**
 * An error of one file among several, told with the file's name, unless its message has that.
 *
 * @param hint one more sentence of what to do
 */
export function errorOfFile(error: unknown, name: string, hint?: string): unknown {
  if (!isSpillwayError(error)) return error;
  if (!error.message.includes(name)) return withPlace(error, name, hint);
  return hint === undefined ? error : withPlace(error, "among several files", hint);
}

/** Passes on what is read of a file; an error of it is told with the file's name. */
export async function* namingFile<T>(
  name: string,
  blocks: AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* blocks;
  } catch (error) {
    throw errorOfFile(error, name);
  }
}
