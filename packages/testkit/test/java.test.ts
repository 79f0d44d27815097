import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startDynamoDbLocal } from "../src/index.ts";
import { javaMajorVersion } from "../src/java.ts";

describe("javaMajorVersion", () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_392"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ["command not found", undefined],
  ])("reads %s as %s", (text, major) => {
    expect(javaMajorVersion(text)).toBe(major);
  });
});

describe("startDynamoDbLocal", () => {
  it("says that Java is missing, and what to do", async () => {
    await expect(startDynamoDbLocal({ env: { PATH: "/nowhere" } })).rejects.toMatchObject({
      code: "JAVA_MISSING",
      hint: expect.stringContaining("DYNAMODB_LOCAL_ENDPOINT"),
    });
  });

  it("says that Java is too old, and which it found", async () => {
    const home = await mkdtemp(join(tmpdir(), "old-java-"));
    try {
      await mkdir(join(home, "bin"));
      const program = join(home, "bin", "java");
      await writeFile(program, "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
      await chmod(program, 0o755);
      const started = startDynamoDbLocal({ env: { JAVA_HOME: home, PATH: process.env.PATH } });
      await expect(started).rejects.toMatchObject({
        code: "JAVA_TOO_OLD",
        message: expect.stringContaining("of version 11"),
      });
    } finally {
      await rm(home, { recursive: true });
    }
  });

  it("uses the endpoint that is given instead of starting one", async () => {
    const engine = await startDynamoDbLocal({
      env: { DYNAMODB_LOCAL_ENDPOINT: "http://127.0.0.1:9", PATH: "/nowhere" },
    });
    expect(engine.endpoint).toBe("http://127.0.0.1:9");
    await engine.close();
  });
});
