import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type LocalCloud, type StatusDocument, startLocalCloud } from "@spillway/local-cloud";
import { strToU8, zipSync } from "fflate";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HANG_MS, launchBrowser, SCROLLS_SIDEWAYS, SMALLEST_TEXT_PX } from "../browser.ts";
import { FAINT_TEXTS, openStatusPage, PAINTED_CHARTS, UNNAMED_PARTS } from "../status-page.ts";

const CHARTS = 9;
const PORT = 17_566;
const SOON_MS = 1_000;
const TRIES = 30;
const HOSTILE = `</td><img src=x onerror="document.title='hurt'">`;

let browser: Browser;
let stateDir: string;
let cloud: LocalCloud;
let lambda: LambdaClient;
let queueUrl: string;

function clientSettings() {
  return {
    endpoint: cloud.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
}

async function startCloud(): Promise<void> {
  cloud = await startLocalCloud({ port: PORT, stateDir }, () => {});
}

/** A request of DynamoDB's, as any client sends it. */
async function dynamodb(operation: string, input: object): Promise<void> {
  const scope = "test/20260101/us-east-1/dynamodb/aws4_request";
  const response = await fetch(cloud.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  expect(response.status, await response.text()).toBe(200);
}

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "status-page-"));
  [browser] = await Promise.all([launchBrowser(), startCloud()]);
  const iam = new IAMClient(clientSettings());
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "runner", AssumeRolePolicyDocument: "{}" }),
  );
  lambda = new LambdaClient(clientSettings());
  const source = "export const handler = async ({ fail }) => { if (fail) throw new Error('no'); };";
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "greeter",
      Role: Role?.Arn,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.mjs": strToU8(source) }) },
    }),
  );
  const queue = await new SQSClient(clientSettings()).send(
    new CreateQueueCommand({ QueueName: "letters" }),
  );
  queueUrl = queue.QueueUrl ?? "";
  await dynamodb("CreateTable", {
    TableName: "Visits",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
  });
});

afterAll(async () => {
  await browser.close();
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const row = (page: Page, table: string, name: string) =>
  page.locator(`[data-table="${table}"] tbody tr`).filter({
    has: page.getByRole("rowheader", { name, exact: true }),
  });

const FAILS = Buffer.from('{"fail":true}');
const exactly = (value: number) => new RegExp(`^${value}$`);

/** Does something, again and again, until it is shown within a second: a busy machine misses some. */
async function showsSoon(
  act: () => Promise<unknown>,
  shown: (times: number) => Locator,
): Promise<void> {
  for (let times = 1; ; times += 1) {
    await act();
    const found = await shown(times)
      .waitFor({ timeout: SOON_MS })
      .then(() => true)
      .catch(() => false);
    if (found) return;
    if (times === TRIES) throw new Error(`expected within ${SOON_MS} ms: ${shown(times)}`);
  }
}

describe("the page of the local cloud", () => {
  it.each([
    [390, "light"],
    [390, "dark"],
    [1_440, "light"],
    [1_440, "dark"],
  ] as const)("is drawn and readable at %i pixels, %s", async (width, colours) => {
    await lambda.send(new InvokeCommand({ FunctionName: "greeter" }));
    const options = { width, colours, charts: CHARTS };
    const { page, consoleErrors, requests } = await openStatusPage(
      browser,
      cloud.endpoint,
      options,
    );
    await row(page, "functions", "greeter").getByText("ok").waitFor();
    expect(await page.evaluate(PAINTED_CHARTS)).toHaveLength(CHARTS);
    expect(await page.evaluate(SCROLLS_SIDEWAYS)).toBe(false);
    expect(await page.evaluate(SMALLEST_TEXT_PX)).toBeGreaterThanOrEqual(12);
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
    expect(await page.evaluate(UNNAMED_PARTS)).toEqual([]);
    expect(await page.locator('[data-chart="invocations"]').getAttribute("aria-label")).toMatch(
      /greeter .* at most [1-9]/,
    );
    expect(requests.filter((url) => !url.startsWith(`${cloud.endpoint}/_spillway/`))).toEqual([]);
    expect(consoleErrors).toEqual([]);
  });

  it("shows within a second what happens: invocations, messages, writes", async () => {
    const options = { width: 1_440, colours: "light", charts: CHARTS } as const;
    const { page } = await openStatusPage(browser, cloud.endpoint, options);
    const invocations = row(page, "functions", "greeter").locator('[data-head="invocations"]');
    const before = Number(await invocations.textContent());
    await showsSoon(
      () => lambda.send(new InvokeCommand({ FunctionName: "greeter", Payload: FAILS })),
      (times) => invocations.filter({ hasText: exactly(before + times) }),
    );
    await row(page, "functions", "greeter").getByText("error").waitFor();
    const sqs = new SQSClient(clientSettings());
    await showsSoon(
      () => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: "hello" })),
      (times) =>
        row(page, "queues", "letters")
          .locator('[data-head="visible"]')
          .filter({ hasText: exactly(times) }),
    );
    await showsSoon(
      () => dynamodb("PutItem", { TableName: "Visits", Item: { id: { S: "1" } } }),
      (times) =>
        row(page, "tables", "Visits")
          .locator('[data-head="written in all"]')
          .filter({ hasText: exactly(times) }),
    );
    await page.locator('[data-chart="units"][aria-label*="Visits"]').waitFor();
  });

  it("stays quick and whole with a thousand functions and two hundred queues, and shows names as they are", async () => {
    const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(HANG_MS);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.route("**/_spillway/state", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: withThousands(await answer.json()) });
    });
    await page.goto(`${cloud.endpoint}/_spillway/`);
    const functions = page.locator('[data-table="functions"]');
    await functions.getByText("1,001 rows").waitFor();
    expect(await functions.locator("tbody tr").count()).toBe(10);
    await functions.getByRole("button", { name: "Show 50 more of 1001" }).click();
    expect(await functions.locator("tbody tr").count()).toBe(60);
    await functions.getByRole("searchbox").fill("function-777");
    await expect.poll(() => functions.locator("tbody tr").count()).toBe(1);
    await functions.getByRole("searchbox").fill("onerror");
    await functions.getByRole("rowheader", { name: HOSTILE, exact: true }).waitFor();
    expect(await page.title()).toBe("Local cloud");
    await page.locator('[data-table="queues"]').getByText("200 rows").waitFor();
    expect(errors).toEqual([]);
  });

  it("says that the local cloud is gone, and goes on with the next one", async () => {
    const options = { width: 1_440, colours: "light", charts: CHARTS } as const;
    const { page } = await openStatusPage(browser, cloud.endpoint, options);
    await page.getByRole("status").getByText("Live").waitFor();
    await cloud.close();
    await page.getByRole("status").getByText("has not answered since").waitFor();
    await startCloud();
    await page.getByRole("status").getByText("was started anew").waitFor();
    await page.getByText("No function is deployed.").waitFor();
  });

  it("is for this machine only: no other name, no other site, no frame", async () => {
    // Without the last slash it leads there.
    const page = await fetch(`${cloud.endpoint}/_spillway`);
    expect(page.url).toBe(`${cloud.endpoint}/_spillway/`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("access-control-allow-origin")).toBeNull();
    // As a browser sends it for a stranger's name that was made to lead here.
    expect(await statusFor("stranger.example:17566")).toBe(403);
    expect(await statusFor(`localhost:${PORT}`)).toBe(200);
  });
});

/** The status of the page when it is asked for by a name. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${cloud.endpoint}/_spillway/`, { headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}

/** The document with a thousand functions more, one of them with a hostile name, and two hundred queues. */
function withThousands(state: StatusDocument): StatusDocument {
  const idle = { region: "us-east-1", running: 0, warm: 0, pids: [] };
  const one = { ...idle, invocations: 1, errors: 0, throttles: 0 };
  const names = [HOSTILE, ...Array.from({ length: 1_000 }, (_, place) => `function-${place}`)];
  const queue = { region: "us-east-1", visible: 0, inFlight: 0, delayed: 0, oldestAgeSeconds: 0 };
  const passed = { sent: 0, received: 0, deleted: 0 };
  return {
    ...state,
    functions: names.map((name) => ({ ...one, name })),
    queues: Array.from({ length: 200 }, (_, place) => ({
      ...queue,
      ...passed,
      name: `q-${place}`,
    })),
  };
}
