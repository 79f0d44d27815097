import { describe, expect, it } from "vitest";
import { remedyFor } from "../src/index.ts";
import { throttlingReason } from "../src/throttling-reason.ts";

const causes = [
  "ProvisionedThroughputExceeded",
  "KeyRangeThroughputExceeded",
  "AccountLimitExceeded",
  "MaxOnDemandThroughputExceeded",
] as const;

describe("throttlingReason", () => {
  it("names all 16 as DynamoDB does", () => {
    const parts = (["Table", "Index"] as const).flatMap((on) =>
      (["Read", "Write"] as const).map((access) => ({ on, access })),
    );
    expect(parts.flatMap((part) => causes.map((cause) => throttlingReason(part, cause)))).toEqual([
      "TableReadProvisionedThroughputExceeded",
      "TableReadKeyRangeThroughputExceeded",
      "TableReadAccountLimitExceeded",
      "TableReadMaxOnDemandThroughputExceeded",
      "TableWriteProvisionedThroughputExceeded",
      "TableWriteKeyRangeThroughputExceeded",
      "TableWriteAccountLimitExceeded",
      "TableWriteMaxOnDemandThroughputExceeded",
      "IndexReadProvisionedThroughputExceeded",
      "IndexReadKeyRangeThroughputExceeded",
      "IndexReadAccountLimitExceeded",
      "IndexReadMaxOnDemandThroughputExceeded",
      "IndexWriteProvisionedThroughputExceeded",
      "IndexWriteKeyRangeThroughputExceeded",
      "IndexWriteAccountLimitExceeded",
      "IndexWriteMaxOnDemandThroughputExceeded",
    ]);
  });
});

describe("remedyFor", () => {
  it.each([
    ["TableWriteProvisionedThroughputExceeded", { scale: true, slow: "all" }],
    ["IndexReadProvisionedThroughputExceeded", { scale: true, slow: "all" }],
    ["IndexWriteKeyRangeThroughputExceeded", { scale: false, slow: "key" }],
    ["TableWriteAccountLimitExceeded", { scale: false, slow: "all" }],
    ["TableWriteMaxOnDemandThroughputExceeded", { scale: false, slow: "all" }],
  ])("of %s", (reason, remedy) => {
    expect(remedyFor(reason)).toMatchObject({ ...remedy, advice: expect.any(String) });
  });

  it.each(["", "TableWriteSomethingNewExceeded", "ProvisionedThroughputExceededException"])(
    "knows nothing of %j",
    (reason) => {
      expect(remedyFor(reason)).toBeUndefined();
    },
  );
});
