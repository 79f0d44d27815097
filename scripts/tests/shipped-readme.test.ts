import { expect, it } from "vitest";
import { shippedReadme } from "../package/shipped-readme.ts";

it.each([
  ["a command as it is installed", "`./scripts/spillway load`", "`spillway load`"],
  ["a link into the checkout as its text", "see [the bench](../../apps/bench)", "see the bench"],
  ["a link to another page", "[npm](https://www.npmjs.com)", "[npm](https://www.npmjs.com)"],
  [
    "a link to a heading that is shipped",
    "[more](#what-it-costs-us)\n\n## What it costs, `us`",
    "[more](#what-it-costs-us)\n\n## What it costs, `us`",
  ],
  ["no link to one that is not", "[why](#decisions)\n\n## Rooms\n\n## Decisions", "why"],
  ["nothing of the files", "Use it.\n\n## Files\n\n| file |", "Use it."],
  [
    "code as it is, whatever looks like a link in it",
    "```ts\nhandlers[name](event);\n```\n[and](src) `scripts/spillway`",
    "```ts\nhandlers[name](event);\n```\nand `spillway`",
  ],
])("a README is shipped with %s", (_, readme, shipped) => {
  expect(shippedReadme(readme)).toBe(`${shipped}\n`);
});
