import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

const NAMESPACE = "named-import";
/** `await import("@aws-sdk/client-s3")`, and the names that are taken out of it where it says so. */
const IMPORT = /(?:\{([^{}]*)\}\s*=\s*)?await\s+import\(\s*"(@aws-sdk\/[^"]+)",?\s*\)/g;

/**
 * Of an SDK client that is imported when it is needed, the bundle holds what the import names, as it does of one that
 * is imported at the top: `const { GetObjectCommand } = await import("@aws-sdk/client-s3")`. A bundler keeps whole
 * what `import()` names, which is each of the 110 commands of S3.
 */
export const namedImports: Plugin = {
  name: "named-imports",
  setup(build) {
    build.onLoad({ filter: /\/(?:apps|packages)\/[^/]+\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes("import(")) return undefined;
      const contents = source.replace(IMPORT, (whole, names: string | undefined, from: string) => {
        const list = names?.split(",").map((name) => name.trim().split(":")[0] ?? "");
        if (list === undefined) {
          throw new Error(
            `${path}: expected names of import("${from}"), as in const { GetObjectCommand } = await import(…); came the whole of it`,
          );
        }
        const wanted = list.filter((name) => name !== "").sort();
        return whole.replace(from, `${NAMESPACE}:${wanted.join(",")}:${from}`);
      });
      return { contents, loader: "ts", resolveDir: dirname(path) };
    });
    build.onResolve({ filter: /^named-import:/ }, ({ path, resolveDir }) => ({
      path: path.slice(NAMESPACE.length + 1),
      namespace: NAMESPACE,
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path, pluginData }) => {
      const [names, from] = path.split(":");
      return {
        contents: `export { ${names} } from ${JSON.stringify(from)};`,
        resolveDir: pluginData,
      };
    });
  },
};
