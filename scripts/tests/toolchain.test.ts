import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root, run, type ScriptResult } from "./run-script.ts";

const fakeTerraform = zipSync({
  terraform: [
    strToU8("#!/bin/sh\necho a terraform that was fetched\n"),
    { os: 3, attrs: 0o755 << 16 },
  ],
});

let home: string;
let server: Server;
let base: string;
let checksum: string;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "spillway-toolchain-"));
  checksum = createHash("sha256").update(fakeTerraform).digest("hex");
  server = createServer((request, response) => {
    const path = request.url ?? "";
    if (path.endsWith(".zip")) response.end(fakeTerraform);
    else if (path.endsWith("_SHA256SUMS")) {
      response.end(
        ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"]
          .map((platform) => `${checksum}  terraform_1.11.4_${platform}.zip\n`)
          .join(""),
      );
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/terraform`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true, force: true });
});

/** Runs a function of toolchain.sh in a checkout of its own that has no tools yet. */
function inToolchain(commands: string, env: NodeJS.ProcessEnv = {}): Promise<ScriptResult> {
  const checkout = join(home, "checkout");
  mkdirSync(join(checkout, ".spillway/logs"), { recursive: true });
  symlinkSync(join(root, "scripts"), join(checkout, "scripts"));
  const script = `set -euo pipefail; source "${checkout}/scripts/toolchain.sh"; ${commands}`;
  return run("bash", ["-c", script], {
    cwd: checkout,
    env: { SPILLWAY_TERRAFORM_RELEASES: base, ...env },
  });
}

describe("fetching Terraform", () => {
  it("puts a release with the published checksum into .spillway/bin", async () => {
    const result = await inToolchain("fetch_terraform; $spillway_home/bin/terraform");
    expect(result.code, result.stderr).toBe(0);
    expect(result.stdout).toBe("a terraform that was fetched\n");
  });

  it("refuses a release whose checksum is another, and keeps nothing of it", async () => {
    checksum = "0".repeat(64);
    const result = await inToolchain("fetch_terraform");
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(
      /error: the checksum of terraform_1\.11\.4_.* is not the published one/,
    );
    expect(() => statSync(join(home, "checkout/.spillway/bin/terraform"))).toThrow();
  });

  it("says plainly when it can't be reached", async () => {
    const result = await inToolchain("fetch_terraform", {
      SPILLWAY_TERRAFORM_RELEASES: "http://127.0.0.1:1/terraform",
    });
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(/could not be fetched from http:\/\/127\.0\.0\.1:1/);
    expect(result.stderr).toMatch(/Install Terraform 1\.9\.0 or newer by hand/);
  });
});

describe("the AWS provider", () => {
  it.each(["5.100.0", "5.123.1"])("%s is found in a plug-in folder", async (version) => {
    const plugins = join(home, ".terraform.d/plugins");
    mkdirSync(join(plugins, `registry.terraform.io/hashicorp/aws/${version}`), { recursive: true });
    const result = await inToolchain("local_provider_mirror", { HOME: home });
    expect(result).toMatchObject({ code: 0, stdout: `${plugins}\n` });
  });

  it.each(["5.99.1", "4.100.0", "6.0.0"])("%s is not taken", async (version) => {
    const plugins = join(home, ".terraform.d/plugins");
    mkdirSync(join(plugins, `registry.terraform.io/hashicorp/aws/${version}`), { recursive: true });
    const { stdout } = await inToolchain("local_provider_mirror || true", { HOME: home });
    expect(stdout).not.toContain(home);
  });
});

describe("versions", () => {
  it.each([
    ["1.9.0", "1.11.4", 0],
    ["1.9.0", "1.9.0", 0],
    ["1.9.0", "1.8.5", 1],
    ["22.18.0", "20.20.2", 1],
    ["22.18.0", "22.9.0", 1],
    ["12", "12.21.0", 0],
  ])("at least %s: %s", async (minimum, version, code) => {
    expect((await inToolchain(`at_least ${minimum} ${version}`)).code).toBe(code);
  });
});

it("tools that a machine lacks are named, with what to do", async () => {
  const bin = join(home, "bin");
  mkdirSync(bin);
  const bash = (await run("bash", ["-c", "type -P bash dirname"])).stdout.trim().split("\n");
  for (const tool of bash) symlinkSync(tool, join(bin, tool.split("/").at(-1) ?? ""));
  const result = await inToolchain("ensure_python", { PATH: bin });
  expect(result.code).toBe(3);
  expect(result.stderr).toMatch(/error: python3 was not found on PATH\n +Install Python/);
});
