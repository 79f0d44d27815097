/** Something that is asked now and then whether it answers. */
export interface Watched {
  /** Asks, and waits for the answer as long as one does. */
  answers(): Promise<boolean>;
  /** The processor time that it has had so far, in seconds; undefined where nobody can tell. */
  processorSeconds(): number | undefined;
  /** Waits before each question. */
  sleep(): Promise<unknown>;
}

/** So often in a row without an answer and without having worked, it counts as lost. */
const SILENCES = 3;
/** So often whatever it does: it may work without end. */
const SILENCES_AT_WORK = 30;
/** What it takes to wake up for a question and not to answer is less. */
const WORKING_SECONDS = 0.5;

/**
 * Asks again and again whether something answers, and settles when it no longer does: a process that is there
 * and never answers would leave every client waiting. One that works is only slow, on a machine that has more to
 * do than it can, and is waited for ten times as long.
 */
export async function untilSilent({ answers, processorSeconds, sleep }: Watched): Promise<void> {
  let [silences, idle] = [0, 0];
  let before = processorSeconds();
  while (idle < SILENCES && silences < SILENCES_AT_WORK) {
    await sleep();
    const isThere = await answers();
    const now = processorSeconds();
    const works = now !== undefined && before !== undefined && now - before >= WORKING_SECONDS;
    before = now;
    silences = isThere ? 0 : silences + 1;
    idle = isThere || works ? 0 : idle + 1;
  }
}
