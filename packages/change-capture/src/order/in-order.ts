import { Lanes } from "./lanes.ts";

/** Does one piece; false when it failed, so that the rest of its lane is held back. */
export type DoOne<Piece> = (piece: Piece) => Promise<boolean>;
/** Does several pieces of different lanes; gives those that failed. */
export type DoSome<Piece> = (pieces: readonly Piece[]) => Promise<ReadonlySet<Piece>>;

/**
 * Does pieces one at a time in each lane and in their order, several lanes at once.
 *
 * @param concurrency lanes at once
 * @param doOne must not throw
 */
export async function inOrder<Piece>(
  pieces: readonly Piece[],
  laneOf: (piece: Piece) => string,
  concurrency: number,
  doOne: DoOne<Piece>,
): Promise<void> {
  const lanes = new Lanes(pieces.map(laneOf));
  const worker = async (): Promise<void> => {
    for (let place = lanes.take(); place !== undefined; place = lanes.take()) {
      if (await doOne(pieces[place] as Piece)) lanes.done(place);
      else lanes.failed(place);
    }
  };
  // A worker that finds nothing to start is not missed: whoever opens a lane goes on with it.
  const workers = Math.min(concurrency, lanes.width);
  await Promise.all(Array.from({ length: workers }, worker));
}

/**
 * Does pieces several at a time, never two of one lane, in the order of each lane.
 *
 * @param size pieces at once, at most
 * @param doSome must not throw
 */
export async function inBatches<Piece>(
  pieces: readonly Piece[],
  laneOf: (piece: Piece) => string,
  size: number,
  doSome: DoSome<Piece>,
): Promise<void> {
  const lanes = new Lanes(pieces.map(laneOf));
  for (;;) {
    const places: number[] = [];
    while (places.length < size) {
      const place = lanes.take();
      if (place === undefined) break;
      places.push(place);
    }
    if (places.length === 0) return;
    const failed = await doSome(places.map((place) => pieces[place] as Piece));
    for (const place of places) {
      if (failed.has(pieces[place] as Piece)) lanes.failed(place);
      else lanes.done(place);
    }
  }
}
