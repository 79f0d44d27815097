import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { BoundedLogs } from "../../src/process/bounded-logs.ts";

let folder: string;
let logs: BoundedLogs;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "bounded-logs-"));
  logs = new BoundedLogs({
    folder,
    trees: [path.join(folder, "logs"), path.join(folder, "nowhere")],
    maxBytes: 10,
    onError: (message) => {
      throw new Error(message);
    },
  });
});

afterEach(() => {
  logs.close();
  rmSync(folder, { recursive: true });
});

const text = (name: string) => readFileSync(path.join(folder, name), "utf8");

it("begins a file anew that has grown too large, and keeps one older", async () => {
  const open = openSync(path.join(folder, "moto.log"), "a");
  writeSync(open, "the first lines\n");
  await logs.look();
  writeSync(open, "after\n");
  expect([text("moto.log"), text("moto.log.1")]).toEqual(["after\n", "the first lines\n"]);
  writeSync(open, "and more\n");
  await logs.look();
  expect([text("moto.log"), text("moto.log.1")]).toEqual(["", "after\nand more\n"]);
});

it("looks into every region's folder", async () => {
  mkdirSync(path.join(folder, "logs", "eu-west-1"), { recursive: true });
  writeFileSync(path.join(folder, "logs", "eu-west-1", "orders.log"), "the first lines");
  await logs.look();
  expect(text("logs/eu-west-1/orders.log.1")).toBe("the first lines");
  expect(text("logs/eu-west-1/orders.log")).toBe("");
});

it("leaves small files and others alone", async () => {
  appendFileSync(path.join(folder, "small.log"), "10 letters");
  appendFileSync(path.join(folder, "state.json"), "more than ten letters");
  await logs.look();
  expect(readdirSync(folder).sort()).toEqual(["small.log", "state.json"]);
});
