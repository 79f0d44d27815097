import { describe, expect, it } from "vitest";
import {
  latestShards,
  type ShardStanding,
  shardsToBegin,
} from "../../../src/event-sources/stream/shard-lineage.ts";

const parent = { id: "parent", parentId: "forgotten", isClosed: true };
const left = { id: "left", parentId: "parent", isClosed: true };
const right = { id: "right", parentId: "parent", isClosed: false };
const child = { id: "child", parentId: "left", isClosed: false };
const shards = [child, right, left, parent];

describe("shards", () => {
  it.each<[Record<string, ShardStanding>, string[]]>([
    [{}, ["parent"]],
    [{ parent: "begun" }, []],
    [{ parent: "ended" }, ["right", "left"]],
    [{ parent: "ended", left: "begun", right: "begun" }, []],
    [{ parent: "ended", left: "ended", right: "begun" }, ["child"]],
  ])("with %j begin with %j", (standing, expected) => {
    expect(shardsToBegin(shards, (id) => standing[id])).toEqual(expected);
  });

  it("begin with the open ones for the latest", () => {
    expect(latestShards(shards)).toEqual({ latest: ["child", "right"], ended: ["left", "parent"] });
  });
});
