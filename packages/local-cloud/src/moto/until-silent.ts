/** So often in a row without an answer, moto counts as lost. */
const SILENCES = 3;

/**
 * Asks again and again whether something answers, and settles when it no longer does: a process that is there
 * and never answers would leave every client waiting.
 *
 * @param sleep waits before each question
 */
export async function untilSilent(
  answers: () => Promise<boolean>,
  sleep: () => Promise<unknown>,
): Promise<void> {
  for (let silences = 0; silences < SILENCES; ) {
    await sleep();
    silences = (await answers()) ? 0 : silences + 1;
  }
}
