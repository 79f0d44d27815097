import type { AccessDocument } from "@spillway/local-cloud";
import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { accessReport } from "../../src/access/access-report.ts";
import { accessText } from "../../src/access/access-text.ts";

const ACCOUNT = "123456789012";
const TABLE = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/orders`;

type Principal = AccessDocument["principals"][number];
type Granted = Principal["granted"][number];

const permission = (action: string, uses: number, changes: Partial<Granted> = {}): Granted => ({
  policy: "role writer, inline policy function",
  statement: 1,
  sid: "WriteItems",
  action,
  resource: TABLE,
  uses,
  ...(uses > 0 ? { lastUsed: "2026-01-31T12:00:07.123Z" } : {}),
  usedFor: uses > 0 ? [action] : [],
  ...changes,
});

const principal = (name: string, changes: Partial<Principal> = {}): Principal => ({
  arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
  kind: "role",
  functions: [name],
  granted: [],
  refused: [],
  refusedBeyond: 0,
  problems: [],
  ...changes,
});

const refused = {
  principal: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/s`,
  action: "dynamodb:GetItem",
  resource: TABLE,
  because: "not-allowed" as const,
  message: "User: reader is not authorized to perform: dynamodb:GetItem",
  count: 3,
  last: "2026-01-31T12:00:09.000Z",
};

const document = (...principals: Principal[]): AccessDocument => ({
  since: "2026-01-31T12:00:00.000Z",
  enforced: "roles",
  principals,
});

const USED = principal("writer", { granted: [permission("dynamodb:PutItem", 12)] });
const UNUSED = principal("reader", { granted: [permission("dynamodb:GetItem", 0)] });

describe("accessReport", () => {
  it.each([
    ["everything was used", document(USED), [], true],
    ["nothing is deployed", document(), [], true],
    ["a permission was never used", document(USED, UNUSED), [], false],
    ["it is excused", document(UNUSED), [{ role: "reader", action: "*", reason: "r" }], true],
    [
      "another role is excused",
      document(UNUSED),
      [{ role: "w*", action: "*", reason: "r" }],
      false,
    ],
    [
      "another resource is excused",
      document(UNUSED),
      [{ role: "*", action: "*", resource: `${TABLE}/*`, reason: "r" }],
      false,
    ],
    [
      "action without regard to case, resource by pattern",
      document(UNUSED),
      [{ role: "r?ader", action: "DynamoDB:get*", resource: "*table/orders", reason: "r" }],
      true,
    ],
    ["a request was refused", document(principal("r", { refused: [refused] })), [], false],
    ["more was refused than is kept", document(principal("r", { refusedBeyond: 1 })), [], false],
    [
      "a user was refused",
      document(principal("u", { kind: "user", refused: [refused] })),
      [],
      false,
    ],
    ["a policy can't be read", document(principal("r", { problems: ["x"] })), [], false],
  ])("%s", (_what, found, excuses, ok) => {
    expect(accessReport(found, excuses).ok).toBe(ok);
  });

  it("counts, and gives each permission its verdict and reason", () => {
    const granted = [...USED.granted, permission("xray:PutTraceSegments", 0), ...UNUSED.granted];
    const excuses = [{ role: "*", action: "xray:*", reason: "sampled" }];
    const { roles, counts } = accessReport(
      document(principal("writer", { granted, refused: [refused], refusedBeyond: 2 })),
      excuses,
    );
    expect(roles[0]?.permissions.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ["used", undefined],
      ["excused", "sampled"],
      ["unused", undefined],
    ]);
    expect(counts).toEqual({ used: 1, excused: 1, unused: 1, refused: 5 });
  });

  it("names reasons that excuse nothing: no such permission, or it was used", () => {
    const used = { role: "writer", action: "*", reason: "a" };
    const none = { role: "ghost", action: "*", reason: "b" };
    const both = [
      { role: "reader", action: "*", reason: "c" },
      { role: "*", action: "dynamodb:GetItem", reason: "d" },
    ];
    const found = document(USED, UNUSED);
    expect(accessReport(found, [used, none, ...both]).idleExcuses).toEqual([used, none]);
  });

  it("reports the roles of one name only, and no idle reasons then", () => {
    const other = principal("audit", { refused: [refused] });
    const report = accessReport(
      document(USED, UNUSED, other),
      [{ role: "ghost", action: "*", reason: "r" }],
      "writ*",
    );
    expect(report.roles.map(({ role }) => role)).toEqual(["writer"]);
    expect(report).toMatchObject({ ok: true, refused: [], idleExcuses: [] });
  });
});

describe("accessText", () => {
  it("shows roles, refusals, idle reasons and the sum", () => {
    const found = document(
      principal("reader", {
        granted: [
          permission("dynamodb:GetItem", 12),
          permission("dynamodb:Query", 0, { resource: `${TABLE}/index/*` }),
          permission("xray:PutTraceSegments", 0, { sid: undefined, statement: 2, resource: "*" }),
        ],
        refused: [refused],
        refusedBeyond: 2,
        problems: ["role reader, policy p: expected …"],
      }),
      principal("idle", { functions: [] }),
    );
    const excuses = [
      { role: "*", action: "xray:*", reason: "traces are sampled" },
      { role: "ghost", action: "*", reason: "r" },
    ];
    const text = accessText(accessReport(found, excuses), createColors(false));
    expect(`\n${text}\n`).toBe(`
reader of reader
  action                 resource              statement    used  last
  dynamodb:GetItem       table/orders          WriteItems     12  12:00:07
  dynamodb:Query         table/orders/index/*  WriteItems      0  never
  xray:PutTraceSegments  *                     statement 2     0  never: traces are sampled
  unreadable: role reader, policy p: expected …

idle
  no permissions

refused
  3 × reader: dynamodb:GetItem on ${TABLE}, last 12:00:09
      User: reader is not authorized to perform: dynamodb:GetItem
  2 × reader, for further reasons

note: the reason for ghost * excuses nothing
2 roles since 2026-01-31T12:00:00.000Z: 1 used, 1 unused with a reason, 1 unused without one, 5 refused requests
`);
  });
});
