import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  BatchWriteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  type DynamoDbLocal,
  localClientSettings,
  startDynamoDbLocal,
  type TestTableOptions,
} from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONSUMER, QUERIES } from "../library-users.ts";
import { root } from "../run-script.ts";
import { copyBuiltTarballs } from "./built-tarballs.ts";
import { type NpmRegistry, startNpmRegistry } from "./npm-registry.ts";
import { type OutsideCheckout, outsideCheckout } from "./outside-checkout.ts";

const LIBRARIES = ["table-writer", "capacity-proxy", "throughput-scaling"] as const;
type Library = (typeof LIBRARIES)[number];

let engine: DynamoDbLocal;
let client: DynamoDBClient;
let registry: NpmRegistry;
let project: OutsideCheckout;

beforeAll(async () => {
  [engine, registry] = await Promise.all([startDynamoDbLocal(), startNpmRegistry()]);
  client = new DynamoDBClient({ ...localClientSettings, endpoint: engine.endpoint });
  project = outsideCheckout({
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL: engine.endpoint,
    DYNAMODB_LOCAL_ENDPOINT: engine.endpoint,
    npm_config_offline: "false",
    npm_config_registry: registry.url,
    npm_config_audit: "false",
    npm_config_fund: "false",
  });
  // What every project in TypeScript has.
  const devDependencies = { "@types/node": "^22" };
  put("package.json", JSON.stringify({ private: true, type: "module", devDependencies }));
  const members = LIBRARIES.map((library) => `packages/${library}`);
  await copyBuiltTarballs(members, project.folder);
  for (const member of members) {
    await did(firstBlock("bash")(readFileSync(join(root, member, "README.md"), "utf8")));
  }
  for (const library of LIBRARIES) put(`${library}.ts`, firstBlock("ts")(shippedReadme(library)));
});
afterAll(async () => {
  project?.remove();
  client?.destroy();
  await registry?.close();
  await engine?.close();
});

const put = (name: string, text: string) => writeFileSync(join(project.folder, name), text);
const inPackage = (library: Library, path: string) =>
  join(project.folder, "node_modules", "@spillway", library, path);
const shippedReadme = (library: Library) => readFileSync(inPackage(library, "README.md"), "utf8");
const firstBlock = (language: string) => (markdown: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(markdown)?.[1]?.trim() ?? "none";

/** Runs a line that must succeed, and gives back what it printed. */
async function did(line: string): Promise<string> {
  const { code, stdout, stderr } = await project.shell(line);
  expect(code, `${line}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** Runs something while a table is there. */
async function withTable(options: TestTableOptions, use: () => Promise<void>): Promise<void> {
  const table = await createTestTable(client, options);
  try {
    await use();
  } finally {
    await table.delete();
  }
}

async function itemsOf(TableName: string): Promise<readonly unknown[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  return Items.sort((one, other) => (one.pk?.S ?? "").localeCompare(other.pk?.S ?? ""));
}

describe.each(LIBRARIES)("the package of %s", (library) => {
  test("holds code, types and what people read, and runs nothing when it is installed", () => {
    const manifest = JSON.parse(readFileSync(inPackage(library, "package.json"), "utf8"));
    const command = JSON.parse(readFileSync(join(root, "apps/cli/package.json"), "utf8"));
    expect(readdirSync(inPackage(library, "")).sort()).toEqual([
      ...["CHANGELOG.md", "LICENSE", "README.md", "index.d.ts", "index.js", "package.json"],
    ]);
    expect(manifest).toMatchObject({ name: `@spillway/${library}`, sideEffects: false });
    expect(manifest.version).toBe(command.version);
    expect(manifest).not.toHaveProperty("scripts");
  });

  test("has a README without links into the checkout, of names that it exports", async () => {
    const readme = shippedReadme(library);
    expect(readme).not.toMatch(/\]\((?!https?:|#)/);
    expect(readme).not.toContain("## Decisions");
    const named = [...readme.matchAll(/import \{([^}]*)\} from "(@spillway\/[^"]+)"/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, names = "", from] of named) {
      expect(from).toBe(`@spillway/${library}`);
      put("names.ts", `import {${names}} from "${from}"; console.log(typeof [${names}]);`);
      expect(await did("node names.ts")).toBe("object\n");
    }
  });

  test("names no package of ours that nobody can install", () => {
    for (const file of ["README.md", "index.d.ts"]) {
      const named =
        readFileSync(inPackage(library, file), "utf8").match(/@spillway\/[\w-]+/g) ?? [];
      expect(LIBRARIES.map((name) => `@spillway/${name}`)).toEqual(expect.arrayContaining(named));
    }
  });

  test("keeps what is not exported to itself", async () => {
    const deep = await project.shell(`node -e 'import("@spillway/${library}/index.js")'`);
    expect(deep.stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});

describe("in an empty project", () => {
  test("the READMEs' examples and other uses compile, declarations and all", async () => {
    put("consumer.ts", CONSUMER);
    const compilerOptions = {
      ...{ strict: true, skipLibCheck: false, noEmit: true, types: ["node"] },
      ...{ target: "es2024", module: "nodenext", noUncheckedIndexedAccess: true },
    };
    const files = ["consumer.ts", ...LIBRARIES.map((library) => `${library}.ts`)];
    put("tsconfig.json", JSON.stringify({ compilerOptions, files }));
    const tsc = join(root, "node_modules", "typescript", "lib", "tsc.js");
    await did(`node ${tsc} -p .`);
    // And the types are more than `any`.
    put("consumer.ts", CONSUMER.replace("maxWriteUnits: 100", 'maxWriteUnits: "all"'));
    const wrong = await project.shell(`node ${tsc} -p .`);
    expect(wrong.stdout).toMatch(/consumer\.ts\(\d+,\d+\): error TS2322:.*"all"/);
  });

  test("the example of table-writer writes its records", () =>
    withTable({ name: "Users", keys: ["pk:S"] }, async () => {
      expect(await did("node table-writer.ts")).toBe("2 {}\n");
      expect(await itemsOf("Users")).toEqual([{ pk: { S: "a" } }, { pk: { S: "b" } }]);
    }));

  test("the example of capacity-proxy is throttled, and what was admitted is written", () =>
    withTable({ name: "Users", keys: ["pk:S"], writeUnits: 5 }, async () => {
      const said = await did("node capacity-proxy.ts");
      expect(said).toContain("TableWriteProvisionedThroughputExceeded");
      const items = await itemsOf("Users");
      expect(items).toContainEqual({ pk: { S: "user 5" } });
      expect(items.length).toBeLessThan(1_000);
    }));

  test("the example of throughput-scaling raises what its queries lack", () =>
    withTable(
      { name: "Orders", keys: ["pk:S", "sk:S"], writeUnits: 100, readUnits: 1 },
      async () => {
        const orders = Array.from({ length: 10 }, (_, n) => ({
          ...{ pk: { S: "USER#1" }, sk: { S: `ORDER#${n}` }, note: { S: "x".repeat(8_000) } },
        }));
        const puts = orders.map((Item) => ({ PutRequest: { Item } }));
        await client.send(new BatchWriteItemCommand({ RequestItems: { Orders: puts } }));
        put("queries.ts", QUERIES);
        expect(JSON.parse(await did("node queries.ts"))).toEqual(
          Array.from({ length: 5 }, () => orders.map(({ sk }) => sk.S)),
        );
        const { Table } = await client.send(new DescribeTableCommand({ TableName: "Orders" }));
        expect(Table?.ProvisionedThroughput).toMatchObject({ WriteCapacityUnits: 100 });
        expect(Table?.ProvisionedThroughput?.ReadCapacityUnits).toBeGreaterThanOrEqual(10);
      },
    ));
});
