import { describe, expect, it } from "vitest";
import { scalingServices } from "../../src/client/scaling-services.ts";
import { serveCommand } from "../../src/client/serve-command.ts";
import { memoryScalingStore, scalingSettings } from "../../src/index.ts";

/** Nobody waits. */
const AT_ONCE = { now: () => 0, sleep: async () => {} };
const THROTTLED = { Error: { Code: "ThrottlingError" } };

/** Serves a command that gets these answers, one after the other; an error is thrown. */
function serve(
  name: string,
  input: object,
  answers: readonly (object | Error)[],
  { signal, maxRetries = 5 }: { signal?: AbortSignal; maxRetries?: number } = {},
) {
  const settings = scalingSettings({}, { maxRetries, initialRetryDelay: 0 });
  const config = { store: memoryScalingStore(), env: {}, clock: AT_ONCE };
  let sent = 0;
  return serveCommand(
    scalingServices(config, settings),
    { name, settings, input: { ...input } },
    () => signal,
    async () => {
      const answer = answers[sent];
      sent += 1;
      if (answer instanceof Error) throw answer;
      return { output: answer ?? {} };
    },
  );
}

describe("a batch of which the rest fails for another reason", () => {
  const input = { Statements: [{ Statement: 'UPDATE "a"' }, { Statement: 'UPDATE "b"' }] };
  const first = { Responses: [{ TableName: "a" }, THROTTLED] };

  it("is answered with what is left, so that nobody does twice what was done", async () => {
    const answer = await serve("BatchExecuteStatement", input, [first, new Error("hang up")]);
    expect(answer.output).toEqual(first);
  });

  it("ends with the signal's error", async () => {
    const signal = AbortSignal.abort();
    const aborted = new Error("Request aborted");
    await expect(
      serve("BatchExecuteStatement", input, [first, aborted], { signal }),
    ).rejects.toThrow();
  });

  it("throws where nothing was done", async () => {
    const failing = serve("BatchExecuteStatement", input, [new Error("hang up")]);
    await expect(failing).rejects.toThrow("hang up");
  });
});

it("does not say that capacity was raised where no retry was left that it could have helped", async () => {
  const resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/users";
  const reason = "TableWriteProvisionedThroughputExceeded";
  const throttle = Object.assign(new Error("too fast"), {
    name: "ProvisionedThroughputExceededException",
    ThrottlingReasons: [{ reason, resource }],
  });
  const served = serve("PutItem", { TableName: "users" }, [throttle], { maxRetries: 0 });
  await expect(served).rejects.toMatchObject({
    code: "STILL_THROTTLED",
    message: 'PutItem: throttled on table "users" in each of 1 attempts',
    hint: expect.stringContaining("DYNAMODB_MAX_RETRIES"),
  });
});
