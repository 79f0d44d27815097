/**
 * What the demo shows of feature cart: node show.ts <outputs of the environment> [--json].
 * With --smoke only one product, put into a cart and taken out again, by deploy.sh.
 */
import { openCloud } from "./cloud.ts";
import { showShoppingDay } from "./day/shopping-day.ts";
import { trySmoke } from "./smoke.ts";

const [file = "", option] = process.argv.slice(2);
const cloud = openCloud(file);

if (option === "--smoke") {
  await trySmoke(cloud);
} else {
  const startedAt = new Date().toISOString();
  const shown = await showShoppingDay(cloud, (text) => {
    if (option !== "--json") process.stdout.write(`${text}\n`);
  });
  if (option === "--json") {
    const finishedAt = new Date().toISOString();
    const document = { feature: "cart", startedAt, finishedAt, ...shown };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
}
