import { expect, it } from "vitest";
import { Gateway, type GatewayService } from "../../src/gateway/gateway.ts";

it("answers with an error also when whoever follows answers fails, and says both", async () => {
  const gateway = await Gateway.open("127.0.0.1", [0]);
  const said: string[] = [];
  const unused: Pick<GatewayService, "routesFor" | "upstreamOf"> = {
    routesFor: () => [],
    upstreamOf: () => {
      throw new Error("nothing goes upstream");
    },
  };
  gateway.serve({
    ...unused,
    refusalOf: () => Promise.reject(new Error("no such path")),
    onAnswer: () => {
      throw new Error("cannot follow");
    },
    onError: (message, error) => said.push(`${message}: ${error}`),
  });
  try {
    const answer = await fetch(`${gateway.url}/x`, { method: "POST" });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ __type: "ServiceUnavailable", message: "no such path" });
    expect(said).toEqual([
      "POST /x of undefined: Error: no such path",
      "after POST /x: Error: cannot follow",
    ]);
  } finally {
    await gateway.close();
  }
});
