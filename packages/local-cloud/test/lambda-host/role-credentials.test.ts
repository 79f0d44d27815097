import { STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it, vi } from "vitest";
import {
  CREDENTIALS_MARGIN_MS,
  RoleCredentialsSource,
} from "../../src/lambda-host/role-credentials.ts";

const HOUR_MS = 3_600_000;

function sourceAt(now: () => number) {
  const client = new STSClient({ region: "us-east-1" });
  let sessions = 0;
  const send = vi.spyOn(client, "send").mockImplementation(async () => {
    sessions += 1;
    return {
      Credentials: {
        AccessKeyId: `key-${sessions}`,
        SecretAccessKey: "secret",
        SessionToken: "token",
        Expiration: new Date(now() + HOUR_MS),
      },
    };
  });
  return { source: new RoleCredentialsSource(client, now), send };
}

describe("RoleCredentialsSource", () => {
  it("assumes a role once for each function, until its credentials near their end", async () => {
    let now = 0;
    const { source } = sourceAt(() => now);
    expect((await source.of("role", "f")).accessKeyId).toBe("key-1");
    now = HOUR_MS - CREDENTIALS_MARGIN_MS - 1;
    expect((await source.of("role", "f")).accessKeyId).toBe("key-1");
    expect((await source.of("role", "g")).accessKeyId).toBe("key-2");
    now += 1;
    expect((await source.of("role", "f")).accessKeyId).toBe("key-3");
  });

  it("tries again after a failure", async () => {
    const { source, send } = sourceAt(() => 0);
    send.mockRejectedValueOnce(new Error("down") as never);
    await expect(source.of("role", "f")).rejects.toThrow("down");
    expect((await source.of("role", "f")).accessKeyId).toBe("key-1");
  });
});
