import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { root } from "../run-script.ts";

const store = join(root, "node_modules", ".pnpm");

/** A registry that npm can install from. */
export interface NpmRegistry {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves on the loopback interface, as an npm registry does, the packages that pnpm has installed for the checkout, in
 * the versions that the lock file names: npm resolves and installs as it does anywhere, and needs no network.
 *
 * @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export async function startNpmRegistry(): Promise<NpmRegistry> {
  const server = createServer(({ url = "", headers }, response) => {
    const path = decodeURIComponent(url.slice(1));
    if (path.startsWith(TARBALLS)) {
      void sendTarball(path.slice(TARBALLS.length), response);
      return;
    }
    const document = packageDocument(path, `http://${headers.host}`);
    response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? { error: `${path} is not installed here` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const TARBALLS = "-/";

/** What the registry knows of a package: each version with its manifest and where its tarball is. */
function packageDocument(name: string, origin: string): object | undefined {
  const folders = readdirSync(store)
    .filter((folder) => folder.startsWith(`${name.replace("/", "+")}@`))
    .map((folder) => join(folder, "node_modules", name))
    .filter((folder) => existsSync(join(store, folder, "package.json")));
  const versions = folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(join(store, folder, "package.json"), "utf8"));
    const tarball = `${origin}/${TARBALLS}${encodeURIComponent(folder)}`;
    return [manifest.version, { ...manifest, dist: { tarball } }];
  });
  const latest = versions.at(-1)?.[0];
  return latest && { name, "dist-tags": { latest }, versions: Object.fromEntries(versions) };
}

async function sendTarball(folder: string, response: ServerResponse): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), "spillway-package-"));
  try {
    // pnpm keeps equal files as one, which a tarball would hold as links, and npm unpacks none. It takes tarballs that
    // are not compressed.
    await cp(join(store, folder), join(parent, "package"), { recursive: true });
    const tar = spawn("tar", ["-C", parent, "-cf", "-", "package"]);
    await pipeline(tar.stdout, response);
  } catch {
    response.destroy();
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
