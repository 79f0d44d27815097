import { describe, expect, it } from "vitest";
import type { EventSourceMapping } from "../../../src/event-sources/mappings/event-source-mapping.ts";
import { EventSources } from "../../../src/event-sources/mappings/event-sources.ts";
import { KeptMap } from "../../../src/persistence/kept-map.ts";

const mapping: EventSourceMapping = {
  UUID: "u",
  EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:q",
  FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
  Enabled: true,
  LastModified: 0,
  Tags: {},
};

/** Sources that end when they are told to. */
function eventSources(kept = KeptMap.inMemory<EventSourceMapping>()) {
  const started: EventSourceMapping[] = [];
  const endings: (() => void)[] = [];
  const looked: string[] = [];
  const deleted: string[] = [];
  const sources = new EventSources({
    kept,
    start: (one) => {
      started.push(one);
      const { promise, resolve } = Promise.withResolvers<void>();
      endings.push(resolve);
      return {
        snapshot: () => ({
          lastResult: "OK",
          problem: "denied",
          batchesInFlight: 1,
          recordsWaiting: 0,
        }),
        look: () => looked.push(one.UUID),
        stop: () => promise,
      };
    },
    onDeleted: (uuid) => deleted.push(uuid),
    onError: () => {},
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const endAll = async () => {
    for (const end of endings) end();
    await settle();
  };
  return { sources, started, endAll, kept, looked, deleted };
}

describe("EventSources", () => {
  it("delivers for a mapping as soon as it is made, and says how it gets on", () => {
    const { sources, started } = eventSources();
    sources.create(mapping);
    expect(started).toEqual([mapping]);
    expect(sources.get("u")?.state).toBe("Enabled");
    expect(sources.get("u")?.source).toMatchObject({ lastResult: "OK", batchesInFlight: 1 });
    expect(sources.get("u")?.source?.problem).toBe("denied");
    expect(sources.get("another")).toBeUndefined();
  });

  it("delivers nothing for a disabled one", () => {
    const { sources, started } = eventSources();
    sources.create({ ...mapping, Enabled: false });
    expect(started).toEqual([]);
    expect(sources.get("u")).toMatchObject({ state: "Disabled", source: undefined });
  });

  it("is being disabled until its batches have ended", async () => {
    const { sources, endAll } = eventSources();
    sources.create(mapping);
    expect(sources.update({ ...mapping, Enabled: false })).toBe("Disabling");
    expect(sources.get("u")?.state).toBe("Disabling");
    await endAll();
    expect(sources.get("u")?.state).toBe("Disabled");
    expect(sources.update(mapping)).toBe("Enabling");
    expect(sources.get("u")?.state).toBe("Enabled");
  });

  it("goes on at once with other settings", () => {
    const { sources, started } = eventSources();
    sources.create(mapping);
    const changed = { ...mapping, BatchSize: 3 };
    expect(sources.update(changed)).toBe("Updating");
    expect(started).toEqual([mapping, changed]);
    expect(sources.get("u")?.state).toBe("Enabled");
  });

  it("is being deleted until its batches have ended, and is not kept from the first moment", async () => {
    const { sources, kept, endAll } = eventSources();
    sources.create(mapping);
    sources.delete(mapping);
    expect(sources.get("u")?.state).toBe("Deleting");
    expect(kept.size).toBe(0);
    await endAll();
    expect(sources.all()).toEqual([]);
  });

  it("has a source look when its function changed, and no other", () => {
    const { sources, looked } = eventSources();
    sources.create(mapping);
    sources.create({ ...mapping, UUID: "live", FunctionArn: `${mapping.FunctionArn}:live` });
    sources.create({ ...mapping, UUID: "other", FunctionArn: `${mapping.FunctionArn}-2` });
    sources.functionChanged("f");
    expect(looked).toEqual(["u", "live"]);
  });

  it("begins with what was kept", () => {
    const kept = KeptMap.inMemory<EventSourceMapping>();
    kept.set("u", mapping);
    expect(eventSources(kept).started).toEqual([mapping]);
  });
});
