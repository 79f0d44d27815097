import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

// The examples are files that are compiled with the package; the README shows them as they are.
it.each(["entities.ts"])("the README shows test/examples/%s as it is compiled", (file) => {
  const example = readFileSync(join(import.meta.dirname, "examples", file), "utf8");
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
});
