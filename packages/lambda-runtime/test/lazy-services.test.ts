import { expect, it } from "vitest";
import { lazyServices } from "../src/index.ts";

it("builds nothing until it is asked, then once", async () => {
  let built = 0;
  const services = lazyServices(() => {
    built += 1;
    return { built };
  });
  expect(built).toBe(0);
  const [first, second] = await Promise.all([services(), services()]);
  expect(second).toBe(first);
  expect(await services()).toBe(first);
  expect(built).toBe(1);
});

it.each([
  [
    "throws",
    (fail: boolean) => {
      if (fail) throw new Error("no network");
      return "ready";
    },
  ],
  [
    "rejects",
    async (fail: boolean) => {
      if (fail) throw new Error("no network");
      return "ready";
    },
  ],
])("builds again after a build that %s", async (_what, build) => {
  let tries = 0;
  const services = lazyServices(() => {
    tries += 1;
    return build(tries <= 2);
  });
  await expect(services()).rejects.toThrow("no network");
  await expect(services()).rejects.toThrow("no network");
  expect(await services()).toBe("ready");
  expect(await services()).toBe("ready");
  expect(tries).toBe(3);
});
