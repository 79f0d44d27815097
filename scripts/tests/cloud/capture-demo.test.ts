import { describe, expect, it } from "vitest";
import { sharedCloud } from "./shared-cloud.ts";

const { capture } = sharedCloud();

describe("what the demo shows of capture", () => {
  it("has each change once in the audit log, a removal by TTL told apart from a caller's", () => {
    const byItem = (user: string) =>
      capture.changes.filter((change) => change.user === user).map(({ type, by }) => [type, by]);
    expect(byItem("test-user-001")).toEqual([
      ["insert", "caller"],
      ["modify", "caller"],
      ["remove", "caller"],
    ]);
    expect(byItem("test-user-002")).toEqual([
      ["insert", "caller"],
      ["remove", "ttl"],
    ]);
    expect(capture.auditObjects.length).toBeGreaterThan(0);
  });

  it("has a notice of each, lines in the log, and no dead letter", () => {
    expect(
      capture.notices.map(({ event_type, changed_by }) => `${event_type} ${changed_by}`).toSorted(),
    ).toEqual(["insert caller", "insert caller", "modify caller", "remove caller", "remove ttl"]);
    expect(capture.log.join()).toMatch(/Processing \d+ changes of spillway-local-user-activity/);
    expect(capture.deadLetters).toBe(0);
  });

  it("has a poison change in the failure bucket, told to the dead-letter queue, and brought back", () => {
    expect(capture.poison.object).toMatch(/^aws\/lambda\//);
    expect(capture.poison.deadLetters).toBe(1);
    expect(capture.redrive).toMatchObject({ found: 1, replayed: 1 });
    expect(capture.left).toEqual({ deadLetters: 0, objects: 0 });
  });
});
