import { isBuiltin } from "node:module";
import type { Plugin } from "esbuild";

const NAMESPACE = "lazy-builtin";

/**
 * Node's own modules are asked for where the code that imports them runs. Imported at the top of a bundle all of them
 * would be loaded by every command; and an import of `node:http` reads each of its exports, one of which loads Node's
 * HTTP client of 13 MB that nobody needs who sends by `node:https`.
 */
export const lazyBuiltins: Plugin = {
  name: "lazy-builtins",
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path }) =>
      isBuiltin(path)
        ? { path: `node:${path.replace(/^node:/, "")}`, namespace: NAMESPACE }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};
