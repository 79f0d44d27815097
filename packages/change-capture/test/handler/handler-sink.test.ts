import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ChangeHandler, handlerSink, loadHandler } from "../../src/index.ts";
import { change } from "../fixtures/changes.ts";
import { answered } from "../fixtures/senders.ts";
import { writeTo } from "../fixtures/sink-context.ts";

describe("one's own handler", () => {
  test("gets each change, and whether it comes again", async () => {
    const handler = vi.fn<ChangeHandler>();
    const given = [change(), change({ eventId: "b" })];
    const { processed } = await writeTo(handlerSink(handler), given, { replayed: true });
    expect(processed).toBe(2);
    expect(handler.mock.calls.map(([one]) => one)).toEqual(given);
    const [[, context] = []] = handler.mock.calls;
    expect(context).toMatchObject({ replayed: true });
    expect(context?.deadline.remainingMs()).toBeGreaterThan(0);
  });

  test.each([
    [
      "throws",
      () => {
        throw new TypeError("poison");
      },
    ],
    ["rejects", () => Promise.reject(new TypeError("poison"))],
  ])("fails a change for which it %s", async (_, handler) => {
    const { failed } = await writeTo(handlerSink(handler), [change()]);
    expect(failed).toMatchObject([{ sink: "handler", error: { message: "poison" } }]);
  });

  test("can't change what is written down, or what it gets when it is called again", async () => {
    const given = change({ newImage: { pk: { S: "a" }, n: { N: "1" } } });
    const seen: unknown[] = [];
    const handler: ChangeHandler = async ({ newImage }) => {
      seen.push(structuredClone(newImage));
      Object.assign(newImage ?? {}, { n: { N: "2" } });
      throw seen.length === 1 ? answered("SlowDown", 503) : new TypeError("poison");
    };
    await writeTo(handlerSink(handler), [given]);
    expect(seen).toEqual([given.newImage, given.newImage]);
    expect(given.newImage).toEqual({ pk: { S: "a" }, n: { N: "1" } });
  });

  test("is called again after what passes", async () => {
    const handler = vi.fn<ChangeHandler>().mockRejectedValueOnce(answered("SlowDown", 503));
    const { failed } = await writeTo(handlerSink(handler), [change()]);
    expect(failed).toEqual([]);
    expect(handler).toHaveBeenCalledTimes(2);
  });
});

describe("the module of a handler", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "handler-module-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const moduleOf = (name: string, code: string) => {
    const path = join(folder, name);
    writeFileSync(path, code);
    return path;
  };

  test("has it as its default export", async () => {
    const handler = await loadHandler(moduleOf("good.mjs", "export default () => {};"));
    expect(handler(change(), expect.anything())).toBeUndefined();
  });

  test.each([
    ["other.mjs", "export const handler = 1;", "default export of .*; came undefined"],
    ["value.mjs", "export default 1;", "came number"],
    ["broken.mjs", "export default (", "does not load"],
  ])("%s is refused", async (name, code, says) => {
    await expect(loadHandler(moduleOf(name, code))).rejects.toMatchObject({
      code: "HANDLER_MODULE_INVALID",
      message: expect.stringMatching(says),
    });
  });

  test("that is not there is refused", async () => {
    await expect(loadHandler(join(folder, "none.mjs"))).rejects.toThrow("does not load");
  });
});
