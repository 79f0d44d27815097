import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { MUG } from "../../features/cart/catalogue.ts";
import { openCloud } from "../../features/cart/cloud.ts";
import type { Problem } from "../../features/cart/shoppers/api.ts";
import type { Shopper } from "../../features/cart/shoppers/shopper.ts";
import { newToken, signUp } from "../../features/cart/shoppers/sign-up.ts";
import { outputsFile } from "../demo-environment.ts";
import { root, run } from "../run-script.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, outputs } = sharedCloud();
const cart = outputs.cart.value;
const cloud = openCloud(outputsFile);

let ann: Shopper;
let ben: Shopper;
beforeAll(async () => {
  const tag = randomUUID();
  [ann, ben] = await Promise.all([
    signUp(cloud, "Ann", `ann-${tag}@example.com`),
    signUp(cloud, "Ben", `ben-${tag}@example.com`),
  ]);
});

interface Route {
  readonly RouteKey: string;
  readonly AuthorizationType: string;
}

async function routes(): Promise<readonly Route[]> {
  const { Items } = await aws<{ Items: readonly Route[] }>([
    ...["apigatewayv2", "get-routes", "--api-id", cart.api_id],
  ]);
  return Items;
}

describe("the API of carts that is deployed", () => {
  it("answers no route without a token, and none with another one", async () => {
    for (const { RouteKey } of await routes()) {
      const [method = "", at = ""] = RouteKey.split(" ");
      for (const headers of [{}, { authorization: "Bearer e30.e30.e30" }]) {
        const address = `${cart.api_url}${at.replace(/\{\w+\}/, "1")}`;
        const { status } = await fetch(address, { method, headers });
        expect([RouteKey, status]).toEqual([RouteKey, 401]);
      }
    }
  });

  it("has a route for each operation of its own OpenAPI document, and no other", async () => {
    const { body } = await ann.ask({ method: "GET", path: "/openapi.json" });
    const { paths } = body as { readonly paths: Record<string, object> };
    const operations = Object.entries(paths).flatMap(([at, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`),
    );
    const deployed = await routes();
    expect(deployed.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(operations.toSorted());
    expect(new Set(deployed.map(({ AuthorizationType }) => AuthorizationType))).toEqual(
      new Set(["JWT"]),
    );
  });

  it("shows nobody another one's cart or order, whoever the request names", async () => {
    await ann.add(MUG, 2);
    const asAnn = `user=${encodeURIComponent(ann.userId)}&user_id=${encodeURIComponent(ann.userId)}`;
    const seen = await ben.ask({ method: "GET", path: `/cart?${asAnn}` });
    expect(seen.status === 400 || (seen.body as { lines: unknown[] }).lines.length === 0).toBe(
      true,
    );
    expect((await ben.cart()).lines).toEqual([]);
    const { order } = await ann.checkout();
    expect(order?.number).toBe(1);
    const another = await ben.ask({ method: "GET", path: "/orders/1" });
    expect(another).toMatchObject({ status: 404, body: { code: "ORDER_NOT_FOUND" } });
    expect(await ben.orders()).toEqual([]);
  });

  it("acts once for a request that is repeated, and refuses its key for another one", async () => {
    const key = randomUUID();
    const request = { method: "POST", path: "/cart/lines", key } as const;
    const body = { productId: MUG, quantity: 3 };
    for (let times = 0; times < 3; times += 1) await ben.ask({ ...request, body });
    expect((await ben.cart()).lines).toMatchObject([body]);
    const other = await ben.ask({ ...request, body: { ...body, quantity: 4 } });
    expect(other).toMatchObject({ status: 409, body: { code: "IDEMPOTENCY_KEY_REUSED" } });
    const placed = await ben.checkout(undefined, key);
    const again = await ben.checkout(undefined, key);
    expect([placed.status, again.status]).toEqual([201, 200]);
    expect(again.order).toEqual(placed.order);
  });

  it.each([
    ["no units", { productId: MUG, quantity: 0 }],
    ["less than none", { productId: MUG, quantity: -1 }],
    ["half a unit", { productId: MUG, quantity: 0.5 }],
    ["more than one may have", { productId: MUG, quantity: 1_000_000_000 }],
    ["a product that nobody sells", { productId: "no-such-thing", quantity: 1 }],
    ["another currency", { productId: MUG, quantity: 1, price: { amount: 990, currency: "XTS" } }],
  ])("refuses %s, and says what is allowed", async (_, body) => {
    const { status, body: told } = await ann.ask({ method: "POST", path: "/cart/lines", body });
    expect(status).toBe(400);
    const { detail, problems = [] } = told as Problem & {
      readonly problems?: readonly { readonly message: string }[];
    };
    expect([detail, ...problems.map(({ message }) => message)].join()).toMatch(/expected/i);
  });
});

/** The script of README.md that calls the API of carts. */
async function readmeScript(): Promise<string> {
  const readme = await readFile(path.join(root, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  const script = blocks.find((block) => block.includes("cart/lines"));
  if (script === undefined) throw new Error("expected a block with cart/lines in README.md");
  return script;
}

const { stdout: tools } = await run("bash", ["-c", "curl --help all; command -v jq"]);
const hasTools = /--json/.test(tools) && /\/jq$/m.test(tools);

describe.runIf(hasTools)("the lines of curl in the README", () => {
  it("fill a cart, and order it", async () => {
    const TOKEN = await newToken(cloud, `curl-${randomUUID()}@example.com`);
    const script = ["-euo", "pipefail", "-c", await readmeScript()];
    const { code, stdout, stderr } = await run("bash", script, {
      env: { API: cart.api_url, TOKEN },
    });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/"number": 1/);
  });
});
