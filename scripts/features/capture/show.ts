/**
 * What the demo shows of feature capture: node show.ts <outputs of the environment> [--json].
 * With --smoke one change only, by deploy.sh: is it in the audit log?
 */
import { deleteActivity, putActivity } from "./activity.ts";
import { auditOf } from "./audit-log.ts";
import { openCloud } from "./cloud.ts";
import { takeTestEvents } from "./dead-letters.ts";
import { showPoison } from "./poison.ts";
import { showSeed } from "./seed.ts";
import { until } from "./until.ts";

const [file = "", option] = process.argv.slice(2);
const cloud = openCloud(file);
const say = (text: string) => {
  if (option !== "--json") process.stdout.write(`${text}\n`);
};

await takeTestEvents(cloud.sqs, cloud.capture);
if (option === "--smoke") {
  const since = Date.now();
  const user = `smoke-test-${since}`;
  await putActivity(cloud, user, "login-001", { ActivityType: { S: "LOGIN" } });
  await deleteActivity(cloud, user, "login-001");
  await until("both changes in the audit log", async () => {
    const { lines } = await auditOf(cloud, [user], since);
    return lines.length === 2 ? lines : undefined;
  });
} else {
  const startedAt = new Date().toISOString();
  const seed = await showSeed(cloud, say);
  const poison = await showPoison(cloud, say);
  if (option === "--json") {
    const finishedAt = new Date().toISOString();
    const document = { feature: "capture", startedAt, finishedAt, ...seed, ...poison };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
}
