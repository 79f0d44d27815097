import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** A folder with files for one test file, gone after it. */
export interface PlanFolder {
  /** The path of a file in it. */
  path(name: string): string;
  /** Writes a file: text as it is, anything else as JSON. */
  file(name: string, content: unknown): Promise<string>;
}

export function planFolder(): PlanFolder {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "spillway-plan-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  return {
    path: (name) => join(folder, name),
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
      return path;
    },
  };
}
