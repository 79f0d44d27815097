import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SITECUSTOMIZE = fileURLToPath(new URL("../../src/moto/sitecustomize.py", import.meta.url));
/** A second is enough; without end is what it must not take. */
const LIMIT_MS = 180_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "patched-import-"));
  cpSync(SITECUSTOMIZE, path.join(folder, "sitecustomize.py"));
  for (const name of ["patches", "mended"]) mkdirSync(path.join(folder, name));
  write("patches/__init__.py", "");
  write("patches/greeting.py", 'MODULE = "mended.models"\ndef patch(m): m.greeting = "mended"\n');
  write("mended/models.py", 'greeting = "as it was"\n');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

async function python(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.env.SPILLWAY_PYTHON ?? "python3",
    ["-c", script],
    { env: { ...process.env, PYTHONPATH: folder }, timeout: LIMIT_MS, killSignal: "SIGKILL" },
  );
  return stdout.trim();
}

describe("a module of moto that is mended as it loads", () => {
  it("is mended before anybody sees it", async () => {
    write("mended/__init__.py", "from .models import greeting\n");
    expect(await python("import mended; print(mended.greeting)")).toBe("mended");
  });

  it("loads once where two requests need it first: one its package, the other only it", async () => {
    // The package waits until the other thread looks for the module, and needs the module itself.
    write(
      "mended/__init__.py",
      `
import sys, threading
[finder] = [one for one in sys.meta_path if type(one).__name__ == "PatchedImport"]
other = threading.Thread(target=lambda: __import__("mended.models"), daemon=True)
other.start()
while "mended.models" in finder.patches:
    pass
from .models import greeting
`,
    );
    expect(await python("import mended; mended.other.join(); print(mended.greeting)")).toBe(
      "mended",
    );
  });
});
