// One's own handler as a layer brings it, with every fault that a handler can have: of some invocations it
// throws, in some it hangs until Lambda ends it, and some records it never takes. A file `mended` beside it
// mends them all. What it has handled it says in a file, in the order of the handling.
import { appendFileSync, existsSync } from "node:fs";

const { FAULT_SEED, HANDLED_FILE, AWS_LAMBDA_LOG_STREAM_NAME } = process.env;
const FAILS = 0.03;
const HANGS = 0.01;

const mended = existsSync(new URL("./mended", import.meta.url));
const random = randomFrom(`${FAULT_SEED} ${AWS_LAMBDA_LOG_STREAM_NAME}`);
/** What is to become of an invocation, by what all its changes are given. */
const fates = new WeakMap();

/** @type {import("@spillway/change-capture").ChangeHandler} */
export default function handle(change, invocation) {
  if (!mended) {
    if (change.newImage?.poison?.BOOL === true) throw new Error("a record that is never taken");
    const fate = fates.get(invocation) ?? random();
    // What befalls an invocation befalls it once: its other changes are handled.
    fates.set(invocation, 1);
    if (fate < FAILS) throw new Error("an invocation that fails");
    if (fate < FAILS + HANGS) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  const { eventId, sequenceNumber, keys } = change;
  appendFileSync(HANDLED_FILE, `${eventId} ${sequenceNumber} ${keys.pk.S}\n`);
}

/** Mulberry32: the same numbers for the same text. */
function randomFrom(text) {
  let state = [...text].reduce(
    (hash, character) => Math.imul(hash, 31) + character.codePointAt(0),
    7,
  );
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
