import { expect, test } from "vitest";
import { RuntimeApi } from "../../src/lambda-host/runtime-api.ts";

test("keeps a runtime's connection however long it works on an event", async () => {
  const api = await RuntimeApi.start();
  try {
    void api.offer({
      ...{ requestId: "r", functionArn: "arn:aws:lambda:us-east-1:123456789012:function:f" },
      ...{ payload: Buffer.from("{}"), deadlineMs: 0, traceId: "t" },
    });
    const answer = await fetch(`http://${api.address}/2018-06-01/runtime/invocation/next`);
    expect(await answer.text()).toBe("{}");
    // A server that closes idle connections says after how many seconds.
    expect(answer.headers.get("connection")).toBe("keep-alive");
    expect(answer.headers.get("keep-alive")).toBeNull();
  } finally {
    api.close();
  }
});
