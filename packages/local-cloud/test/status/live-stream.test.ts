import type { ServerResponse } from "node:http";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { History } from "../../src/status/history.ts";
import { liveMessage } from "../../src/status/live-document.ts";
import { LiveStream } from "../../src/status/live-stream.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function listening() {
  const history = new History(Date.now, (_, name) => name);
  const live = new LiveStream({ history, startedAt: "2026", now: Date.now });
  const response = new PassThrough();
  let text = "";
  response.on("data", (chunk) => {
    text += chunk;
  });
  const messages = async () => {
    await vi.advanceTimersByTimeAsync(0);
    return [...text.matchAll(/event: second\ndata: (.*)\n\n/g)].map(([, data = ""]) =>
      liveMessage.parse(JSON.parse(data)),
    );
  };
  return {
    history,
    live,
    response,
    messages,
    listen: () => live.add(response as unknown as ServerResponse),
  };
}

describe("LiveStream", () => {
  it("begins with what is kept, and goes on with what is new within half a second", async () => {
    const { history, listen, messages } = listening();
    history.request("sqs");
    await vi.advanceTimersByTimeAsync(60_000);
    listen();
    expect((await messages()).map(({ seconds }) => seconds.length)).toEqual([1]);
    await vi.advanceTimersByTimeAsync(500);
    history.request("dynamodb");
    await vi.advanceTimersByTimeAsync(500);
    const last = (await messages()).at(-1);
    expect(last?.seconds.map(({ requests }) => requests)).toEqual([{ dynamodb: 1 }]);
    expect(last?.revision).toBe(history.revision);
  });

  it("says once a second that it lives when nothing happens, and nothing when nobody listens", async () => {
    const { live, listen, messages, response } = listening();
    expect(vi.getTimerCount()).toBe(0);
    listen();
    await vi.advanceTimersByTimeAsync(5_000);
    const count = (await messages()).length;
    expect(count).toBeGreaterThanOrEqual(5);
    expect(count).toBeLessThanOrEqual(7);
    response.destroy();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(vi.getTimerCount()).toBe(0);
    live.close();
  });
});
