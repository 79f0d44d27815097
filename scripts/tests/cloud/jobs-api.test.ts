import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { signed } from "@spillway/jobs-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf, usersOf } from "../../features/jobs/users.ts";
import { root, run } from "../run-script.ts";
import { itemsOfRun } from "./jobs/users-table.ts";
import { clientOf } from "./least-privilege/jobs-exercises.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, endpoint, outputs } = sharedCloud();
const jobs = outputs.jobs.value;
const RUN = "curl";
const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };
const KEYS = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "us-east-1" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "spillway-jobs-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Route {
  readonly RouteKey: string;
  readonly AuthorizationType: string;
}

async function routes(): Promise<readonly Route[]> {
  const { Items } = await aws<{ Items: readonly Route[] }>([
    ...["apigatewayv2", "get-routes", "--api-id", jobs.api_id],
  ]);
  return Items;
}

/** The script of README.md that has this word, for this deployment. */
async function readmeScript(word: string): Promise<string> {
  const readme = await readFile(path.join(root, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  const script = blocks.find((block) => block.includes(word));
  if (script === undefined)
    throw new Error(`expected a block with ${word} in README.md; came none`);
  return script.replaceAll("spillway-dev-users", jobs.default_table_name);
}

/** Whether this machine's curl signs (7.75 and newer), and there is jq. */
async function hasCurlThatSigns(): Promise<boolean> {
  const { stdout } = await run("bash", ["-c", "curl --help all; command -v jq"]);
  return /--aws-sigv4/.test(stdout) && /\/jq$/m.test(stdout);
}

const signs = await hasCurlThatSigns();

describe("the API that is deployed", () => {
  it("answers no route without authorization", async () => {
    for (const { RouteKey } of await routes()) {
      const [method = "", at = ""] = RouteKey.split(" ");
      const answer = await fetch(`${jobs.api_url}${at.replace("{id}", "x")}`, { method });
      expect([RouteKey, answer.status]).toEqual([RouteKey, 403]);
    }
  });

  it("has a route for each operation of its own OpenAPI document, and no other", async () => {
    const authorize = signed(async () => CREDENTIALS, "us-east-1", Date.now);
    const url = new URL(`${jobs.api_url}/openapi.json`);
    const headers = await authorize({ method: "GET", url, query: "", headers: {}, body: "" });
    const document = (await (await fetch(url, { headers })).json()) as {
      readonly paths: Record<string, object>;
    };
    const operations = Object.entries(document.paths).flatMap(([at, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`),
    );
    const deployed = await routes();
    expect(deployed.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(operations.toSorted());
    expect(new Set(deployed.map(({ AuthorizationType }) => AuthorizationType))).toEqual(
      new Set(["AWS_IAM"]),
    );
  });
});

describe.runIf(signs)("six lines of curl", () => {
  it("upload a file, submit it, watch it, and fetch what was not written", async () => {
    const users = usersOf(RUN, 100);
    await writeFile(
      path.join(folder, "users.csv"),
      csvOf(users, (index) => index === 7),
    );
    const script = `${await readmeScript("--aws-sigv4")}\nprintf '%s' "$job"`;
    const { code, stdout, stderr } = await run("bash", ["-euo", "pipefail", "-c", script], {
      cwd: folder,
      env: { ...KEYS, API: jobs.api_url },
    });
    expect(code, stderr).toBe(0);
    const id = stdout.slice(-36);
    const client = clientOf(jobs);
    await expect.poll(async () => (await client.find(id)).state).toBe("succeeded with rejects");
    expect(await itemsOfRun(endpoint, jobs.default_table_name, RUN)).toHaveLength(99);
  });
});
