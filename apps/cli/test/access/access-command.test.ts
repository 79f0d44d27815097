import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessDocument } from "@spillway/local-cloud";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAccess } from "../../src/access/read-access.ts";
import { readExcuses } from "../../src/access/unused-permissions.ts";
import { runHere } from "../run-here.ts";
import { runSpillway } from "../run-spillway.ts";

const DOCUMENT: AccessDocument = {
  since: "2026-01-31T12:00:00.000Z",
  enforced: "roles",
  principals: [
    {
      arn: "arn:aws:iam::123456789012:role/writer",
      kind: "role",
      functions: ["writer"],
      granted: [
        {
          policy: "role writer, inline policy function",
          statement: 1,
          sid: "SendTraces",
          action: "xray:PutTraceSegments",
          resource: "*",
          uses: 0,
          usedFor: [],
        },
      ],
      refused: [],
      refusedBeyond: 0,
      problems: [],
    },
  ],
};

let folder: string;
let server: Server;
let endpoint: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-access-"));
  server = createServer((request, response) => {
    const known = request.url === "/_spillway/access";
    response.writeHead(known ? 200 : 404).end(JSON.stringify(known ? DOCUMENT : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(
    join(folder, "all.json"),
    JSON.stringify([{ role: "*", action: "*", reason: "not yet" }]),
  );
  await writeFile(join(folder, "none.json"), "[]");
  await writeFile(join(folder, "bad.json"), JSON.stringify([{ role: "*", action: "*" }]));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const report = (...args: string[]) => runHere(["access", "report", ...args]);

describe("spillway access report", () => {
  test("ends with 1 where a permission was never used and has no reason", async () => {
    const ended = await runSpillway(
      ["access", "report", "--endpoint", endpoint, "--reasons", "none.json"],
      { cwd: folder },
    );
    expect(ended.stdout).toContain("1 unused without");
    expect(ended.code).toBe(1);
  });

  test("ends with 0 where it has one, as JSON", async () => {
    const ended = await report(
      "--endpoint",
      endpoint,
      "--reasons",
      join(folder, "all.json"),
      "--json",
    );
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ok: true,
      counts: { used: 0, excused: 1, unused: 0, refused: 0 },
      roles: [{ role: "writer", permissions: [{ verdict: "excused", reason: "not yet" }] }],
    });
    expect(ended.code).toBe(0);
  });

  test("ends with 2 for a role that is not deployed", async () => {
    const ended = await report("--endpoint", endpoint, "--role", "x");
    expect(ended.stderr).toContain("expected the name of a role that is deployed; came x");
    expect(ended.code).toBe(2);
  });

  test("ends with 3 without a local cloud", async () => {
    const ended = await report("--state-dir", join(folder, "nowhere"));
    expect(ended.stderr).toContain("no local cloud is running");
    expect(ended.code).toBe(3);
  });
});

test("an endpoint that is no local cloud is told from one", async () => {
  await expect(readAccess(`${endpoint}/other`, folder)).rejects.toMatchObject({
    code: "LOCAL_CLOUD_NOT_RUNNING",
    message: expect.stringContaining("is no local cloud that counts uses"),
  });
});

describe("the list of reasons", () => {
  test("each entry needs its reason", async () => {
    await expect(readExcuses(join(folder, "bad.json"), true)).rejects.toMatchObject({
      code: "REASONS_INVALID",
      message: expect.stringContaining("0.reason"),
    });
  });

  test("is empty where the usual file is not there; a file that was named must be", async () => {
    expect(await readExcuses(join(folder, "gone.json"), true)).toEqual([]);
    await expect(readExcuses(join(folder, "gone.json"), false)).rejects.toMatchObject({
      code: "REASONS_INVALID",
    });
  });
});
