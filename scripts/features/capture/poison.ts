import { putActivity } from "./activity.ts";
import { type Cloud, spillway } from "./cloud.ts";
import { deadLetters, failedObjects } from "./dead-letters.ts";
import { logLines } from "./function-log.ts";
import { FIRST, MENDED, ownHandler } from "./own-handler.ts";
import { until } from "./until.ts";

const USERS = ["ann", "ben", "cleo", "dan", "eve"];
const POISONED = "cleo";

/** A change that can't be processed: where it goes, what becomes of its neighbours, and how it comes back. */
export async function showPoison(cloud: Cloud, say: (text: string) => void) {
  const since = Date.now();
  const handler = await ownHandler(cloud);
  const awarded = async (user: string) => (await logLines(cloud, `"to ${user}"`, since)).length > 0;
  try {
    say(
      "3. A handler of one's own, from a layer, awards points; it fails at a REFUND, of which it never heard.\n",
    );
    await handler.use(FIRST);
    for (const user of USERS) {
      const ActivityType = { S: user === POISONED ? "REFUND" : "PURCHASE" };
      await putActivity(cloud, user, `purchase-${since}`, { ActivityType });
    }
    const others = USERS.filter((user) => user !== POISONED);
    await until("the other changes", async () => {
      const done = await Promise.all(others.map(awarded));
      return done.every(Boolean) ? done : undefined;
    });
    const [given] = await until("the poison change in the failure bucket", async () => {
      const objects = await failedObjects(cloud);
      return objects.length > 0 && (await deadLetters(cloud)) > 0 ? objects : undefined;
    });
    const dead = await deadLetters(cloud);
    say(
      `   ${others.join(", ")}  have their points; ${POISONED}'s change was given up after its retry:`,
    );
    say(`   s3://${cloud.capture.failure_bucket}/${given}`);
    say(`   dead letters  ${dead}\n`);

    say("4. The handler is mended, and what was given up comes again: spillway redrive stream\n");
    await handler.use(MENDED);
    const args = ["redrive", "stream", "-e", cloud.environment, "--json"];
    const redrive = JSON.parse(await spillway(...args)) as { found: number; replayed: number };
    await until(`the points of ${POISONED}`, async () =>
      (await awarded(POISONED)) ? true : undefined,
    );
    const left = {
      deadLetters: await deadLetters(cloud),
      objects: (await failedObjects(cloud)).length,
    };
    say(`   ${redrive.replayed} of ${redrive.found} replayed: ${POISONED} has the points too.`);
    say(
      `   dead letters  ${left.deadLetters}, and the failure bucket holds ${left.objects} objects`,
    );
    return { poison: { object: given, deadLetters: dead, neighbours: others }, redrive, left };
  } finally {
    await handler.takeAway();
  }
}
