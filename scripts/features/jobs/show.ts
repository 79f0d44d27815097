/**
 * What the demo shows of feature jobs: node show.ts <outputs of the environment> [--json].
 * With --smoke one record only, by deploy.sh: is it in its table?
 */
import { openCloud } from "./cloud.ts";
import { showFile } from "./file.ts";
import { trySmoke } from "./smoke.ts";

const [file = "", option] = process.argv.slice(2);
const cloud = openCloud(file);

if (option === "--smoke") {
  await trySmoke(cloud);
} else {
  const startedAt = new Date().toISOString();
  const shown = await showFile(cloud, (text) => {
    if (option !== "--json") process.stdout.write(`${text}\n`);
  });
  if (option === "--json") {
    const document = {
      feature: "jobs",
      startedAt,
      finishedAt: new Date().toISOString(),
      ...shown,
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
}
