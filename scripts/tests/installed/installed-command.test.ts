import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  type DynamoDbLocal,
  localClientSettings,
  startDynamoDbLocal,
} from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../run-script.ts";
import { commandToInstall, type InstalledCommand } from "./installed-command.ts";
import { TYPED } from "./typed-use.ts";

const USERS = "id,name\n1,Ada\n2,Grace\n";
/** The discard port: nothing listens there. */
const NOBODY = "http://127.0.0.1:9";

let engine: DynamoDbLocal;
let client: DynamoDBClient;
let installed: InstalledCommand;

beforeAll(async () => {
  engine = await startDynamoDbLocal();
  client = new DynamoDBClient({ ...localClientSettings, endpoint: engine.endpoint });
  installed = await commandToInstall({
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL: engine.endpoint,
  });
  const { code, stderr } = await installed.shell("npm install -g ./spillway-*.tgz");
  expect(code, stderr).toBe(0);
});
afterAll(async () => {
  installed?.remove();
  client?.destroy();
  await engine?.close();
});

const inPackage = (path: string) => readFileSync(join(installed.home, path), "utf8");

/** Runs something while a table `Users` is there, and gives back its items. */
async function withUsers(use: () => Promise<void>): Promise<readonly unknown[]> {
  const table = await createTestTable(client, { name: "Users", keys: ["id:S"] });
  try {
    await use();
    const { Items = [] } = await client.send(new ScanCommand({ TableName: "Users" }));
    return Items.sort((one, other) => (one.id?.S ?? "").localeCompare(other.id?.S ?? ""));
  } finally {
    await table.delete();
  }
}

describe("the package", () => {
  test("holds one bundled file, and needs and runs nothing else", () => {
    const manifest = JSON.parse(inPackage("package.json"));
    expect(readdirSync(installed.home).sort()).toEqual([
      ...["CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt"],
      ...["package.json", "spillway.d.ts", "spillway.js"],
    ]);
    expect(manifest).toMatchObject({ name: "spillway", bin: { spillway: "spillway.js" } });
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest).not.toHaveProperty("scripts");
  });

  test("hands on the licences of what is in its file", () => {
    const notices = inPackage("THIRD-PARTY-NOTICES.txt");
    const names = [...notices.matchAll(/^(@?[^@\s]+)@\d\S* \([\w.-]+\)$/gm)].map(
      ([, name]) => name,
    );
    // zrender is in the file of echarts, which its makers bundle.
    expect(names).toEqual(expect.arrayContaining(["commander", "zod", "echarts", "zrender"]));
    expect(names).toContain("@aws-sdk/client-dynamodb");
    expect(names.filter((name) => name?.startsWith("@spillway/"))).toEqual([]);
    expect(names).not.toContain("esbuild");
    expect(notices).toContain("Permission is hereby granted, free of charge");
    expect(notices).toContain("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION");
  });

  test("has a README without links into the checkout, that calls the command by its name", () => {
    const readme = inPackage("README.md");
    expect(readme).not.toMatch(/\]\((?!https?:|#)/);
    expect(readme).not.toContain("scripts/spillway");
    expect(readme).not.toContain("## Decisions");
  });

  test("has types of what a person writes and reads", async () => {
    const source = join(installed.folder, "typed.ts");
    writeFileSync(source, TYPED);
    const tsc = join(root, "node_modules", "typescript", "lib", "tsc.js");
    const types = join(installed.home, "spillway.d.ts");
    const config = join(installed.folder, "tsconfig.json");
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: "es2024", module: "nodenext", types: [] },
      paths: { spillway: [types] },
    };
    writeFileSync(config, JSON.stringify({ compilerOptions, files: [source, types] }));
    const { code, stdout } = await installed.shell(`node ${tsc} -p ${config}`);
    expect(stdout).toBe("");
    expect(code).toBe(0);
  });

  test("says its version, which is that of its changes", async () => {
    const { version } = JSON.parse(inPackage("package.json"));
    const { stdout, code } = await installed.shell("spillway --version");
    expect({ stdout, code }).toEqual({ stdout: `${version}\n`, code: 0 });
    expect(inPackage("CHANGELOG.md")).toMatch(new RegExp(`^## (\\[?${version}|Unreleased)`, "m"));
  });
});

describe("the first commands work in an empty folder", () => {
  test.each([
    ["the README that is shipped", () => inPackage("README.md")],
    ["the README of the repository", () => firstBlockOf(readRoot("README.md"), "npm install")],
  ])("of %s", async (_, text) => {
    const block = firstBlockOf(text(), "npm install");
    expect(block).toContain("spillway load users.csv --table Users");
    for (const file of readdirSync(installed.folder)) {
      if (!file.endsWith(".tgz")) rmSync(join(installed.folder, file), { recursive: true });
    }
    writeFileSync(join(installed.folder, "users.csv"), USERS);
    const items = await withUsers(async () => {
      for (const line of block.split("\n")) {
        const { code, stdout, stderr } = await installed.shell(line);
        expect(code, `${line}\n${stdout}${stderr}`).toBe(0);
      }
    });
    expect(items).toEqual([
      { id: { S: "1" }, name: { S: "Ada" } },
      { id: { S: "2" }, name: { S: "Grace" } },
    ]);
  });
});

const readRoot = (name: string) => readFileSync(join(root, name), "utf8");

/** The commands of the first block of shell that holds a text. */
function firstBlockOf(markdown: string, text: string): string {
  const blocks = [...markdown.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block ?? "");
  return blocks.find((block) => block.includes(text))?.trim() ?? markdown.trim();
}

describe("a command", () => {
  test("loads ten records in less than 100 MB", async () => {
    const lines = Array.from({ length: 10 }, (_, id) =>
      JSON.stringify({ id: String(id), id2: id }),
    );
    writeFileSync(join(installed.folder, "ten.jsonl"), lines.join("\n"));
    const items = await withUsers(async () => {
      const { stdout } = await installed.shell("spillway load ten.jsonl --table Users --json");
      const report = JSON.parse(stdout);
      expect(report).toMatchObject({ written: 10, rejected: 0, complete: true });
      expect(report.peakMemoryBytes).toBeLessThan(100_000_000);
    });
    expect(items).toHaveLength(10);
  });

  test("changes records by a file of the person's", async () => {
    writeFileSync(
      join(installed.folder, "even.mjs"),
      "export default (record) => (record.id2 % 2 === 0 ? record : undefined);",
    );
    const items = await withUsers(async () => {
      const line = "spillway load ten.jsonl -t Users --transform even.mjs";
      const { code, stderr } = await installed.shell(line);
      expect(code, stderr).toBe(0);
    });
    expect(items).toHaveLength(5);
  });

  test("exports what it loaded, and loads that again", async () => {
    const items = await withUsers(async () => {
      const line =
        "spillway load ten.jsonl -t Users && spillway export Users all.json --force && spillway load all.json -t Users";
      const { code, stderr } = await installed.shell(line);
      expect(code, stderr).toBe(0);
    });
    expect(items).toHaveLength(10);
    const exported = readFileSync(join(installed.folder, "all.json"), "utf8");
    expect(exported.trim().split("\n")).toHaveLength(10);
  });

  test("plans into a page that holds its charts", async () => {
    const asked = "spillway plan --items 10 --size 1KB --html plan.html --json";
    const { code, stdout } = await installed.shell(asked);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).strategies.length).toBeGreaterThan(3);
    const page = readFileSync(join(installed.folder, "plan.html"), "utf8");
    for (const part of ["Apache Software Foundation", "echarts", "<style>", "report-charts"]) {
      expect(page).toContain(part);
    }
  });

  test("throttles before another endpoint", async () => {
    const args = ["capacity-proxy", "--target", engine.endpoint, "--port", "0", "--json"];
    const proxy = installed.start(args);
    const [line] = await once(proxy.stdout ?? proxy, "data");
    const { url } = JSON.parse(String(line));
    const { code } = await installed.shell(`spillway load ten.jsonl -t None --endpoint ${url}`);
    proxy.kill("SIGTERM");
    await once(proxy, "exit");
    // The engine behind it says that there is no such table.
    expect(code).toBe(3);
  });

  test("says which Node it needs, to one that is too old", async () => {
    const older = `Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})`;
    const { code, stdout, stderr } = await installed.shell(
      `node --import 'data:text/javascript,${older}' "$(command -v spillway)" --help`,
    );
    expect(stdout).toBe("");
    expect(stderr.split("\n")[0]).toBe(
      "error: spillway needs Node.js 22.2 or newer; this is 20.1.0",
    );
    expect(code).toBe(3);
  });

  test("completes itself in bash", async () => {
    const { stdout } = await installed.shell(
      "source <(spillway completion bash); COMP_WORDS=(spillway load --form); COMP_CWORD=2; _spillway; echo $COMPREPLY",
    );
    expect(stdout).toBe("--format\n");
  });

  test.each<[string, number, string]>([
    ["load s3://b/users.csv --table Users", 3, "Users"],
    ["load none.csv --table Users", 3, "Users"],
    [`plan --from-table Users --endpoint ${NOBODY}`, 3, "can't be reached (ECONNREFUSED)"],
    [`identity --endpoint ${NOBODY}`, 3, "can't be reached (ECONNREFUSED)"],
    [`redrive queue q --endpoint ${NOBODY}`, 3, "can't be reached (ECONNREFUSED)"],
    [`redrive stream --from q --function f --endpoint ${NOBODY}`, 3, "(ECONNREFUSED)"],
    [`redrive stream --from s3://b/p --function f --endpoint ${NOBODY}`, 3, "(ECONNREFUSED)"],
    [`audit t k --bucket b --endpoint ${NOBODY}`, 3, "can't be reached (ECONNREFUSED)"],
    [`scale status --state-table t --table u --endpoint ${NOBODY}`, 3, "(ECONNREFUSED)"],
    [`jobs list --api ${NOBODY} --token t`, 3, "could not reach the API"],
    ["jobs list", 3, "the outputs of environment local (or --outputs"],
    ["audit t k", 3, "the outputs of environment local (or --outputs"],
    ["redrive stream", 3, "the outputs of environment local (or --outputs"],
    ["scale status", 3, "the outputs of environment local (or --outputs"],
    ["load ten.jsonl -t Users -e dev", 3, "the outputs of environment dev (or --outputs"],
    ["compare", 3, "for the result of a comparison (or --no-save)"],
    ["report", 3, "for the comparison to report"],
    ["local-cloud start", 3, "the installed command comes without"],
    ["local-cloud status", 3, "a checkout of Spillway's repository, for the local cloud"],
    ["access report", 3, "a checkout of Spillway's repository"],
  ])("says in one line what it lacks: %s", async (args, code, says) => {
    const said = await installed.shell(`spillway ${args}`);
    expect(said.stderr).toContain(says);
    expect(said.stderr).not.toMatch(/^\s+at /m);
    expect(said.code).toBe(code);
  });

  test("finds the environments of the checkout that it is run in", async () => {
    const cwd = join(root, "apps", "cli");
    const { code, stderr } = await installed.shell("spillway jobs list -e moon", { cwd });
    expect(stderr).toContain('there is no environment "moon"');
    expect(stderr).toContain("dev, local");
    expect(code).toBe(2);
  });
});
