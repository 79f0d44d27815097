import { deleteActivity, putActivity, retypeActivity } from "./activity.ts";
import { auditOf } from "./audit-log.ts";
import { type Cloud, spillway } from "./cloud.ts";
import { deadLetters } from "./dead-letters.ts";
import { logLines } from "./function-log.ts";
import { listen } from "./notices.ts";
import { until } from "./until.ts";

const USER = "test-user-001";
const GUEST = "test-user-002";
const ACTIVITY = "login-001";
const CHANGES = 5;

/** Changes of all kinds, and where each of them is seen afterwards. */
export async function showSeed(cloud: Cloud, say: (text: string) => void) {
  const { capture } = cloud;
  const since = Date.now();
  const places = { ...cloud, topicArn: capture.notice_topic_arn };
  const notices = await listen(places, "spillway-demo-notices");
  try {
    say(`1. A login is put into ${capture.table_name}, updated, and deleted; another expires.\n`);
    const seconds = Math.floor(since / 1000);
    await putActivity(cloud, USER, ACTIVITY, {
      ActivityType: { S: "LOGIN" },
      Timestamp: { N: String(seconds) },
      IPAddress: { S: "192.168.1.100" },
    });
    await retypeActivity(cloud, USER, ACTIVITY, "LOGOUT");
    await deleteActivity(cloud, USER, ACTIVITY);
    const ExpiresAt = { N: String(seconds - 1) };
    await putActivity(cloud, GUEST, ACTIVITY, { ActivityType: { S: "LOGIN" }, ExpiresAt });

    const audit = await until(`${CHANGES} changes in the audit log`, async () => {
      const found = await auditOf(cloud, [USER, GUEST], since);
      return found.lines.length >= CHANGES ? found : undefined;
    });
    const heard = await notices.hear(CHANGES);
    const lines = await until("the log of the function", async () => {
      const found = await logLines(cloud, "Processing", since);
      return found.length > 0 ? found : undefined;
    });
    const processing = lines.map((line) => (JSON.parse(line) as { message: string }).message);
    const dead = await deadLetters(cloud);

    say(`   the log           "${processing[0]}"`);
    say(
      `   the audit log     ${audit.lines.length} changes in ${audit.objects.length} objects, such as`,
    );
    say(`                     s3://${capture.audit_bucket}/${audit.objects[0]}`);
    for (const { type, by, keys } of audit.lines) {
      say(`                       ${type} by ${by}: ${keys.UserId.S} ${keys.ActivityId.S}`);
    }
    say(`   the notice topic  ${heard.length} notices, of rule ${heard[0]?.rule}`);
    say(`   dead letters      ${dead}\n`);
    const history = await spillway(
      "audit",
      capture.table_name,
      USER,
      ACTIVITY,
      "-e",
      cloud.environment,
    );
    say(`2. What became of that login: spillway audit ${capture.table_name} ${USER} ${ACTIVITY}\n`);
    say(history.replace(/^(?=.)/gm, "   "));
    return {
      changes: audit.lines.map(({ type, by, keys }) => ({
        type,
        by,
        user: keys.UserId.S,
        activity: keys.ActivityId.S,
      })),
      auditObjects: audit.objects,
      notices: heard.map(({ body: _, ...notice }) => notice),
      log: processing,
      deadLetters: dead,
    };
  } finally {
    await notices.stop();
  }
}
