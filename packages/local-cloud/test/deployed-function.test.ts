import { describe, expect, it } from "vitest";
import { deployedFunction } from "../src/lambda-host/deployed-function.ts";
import { environmentVariables } from "../src/lambda-host/environment-variables.ts";

const answer = {
  Configuration: {
    FunctionName: "f",
    FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f:7",
    Version: "7",
    Handler: "index.handler",
    Runtime: "nodejs22.x",
    Role: "arn:aws:iam::123456789012:role/r",
    Timeout: 3,
    MemorySize: 256,
    Environment: { Variables: { TABLE_NAME: "t", AWS_REGION: "mars-1" } },
  },
};

describe("deployedFunction", () => {
  it("reads what GetFunction says", () => {
    expect(deployedFunction(answer, "/code", 0)).toMatchObject({
      name: "f",
      arn: "arn:aws:lambda:us-east-1:123456789012:function:f",
      version: "7",
      timeoutSeconds: 3,
      memoryMb: 256,
      reservedConcurrency: 0,
      environment: { TABLE_NAME: "t" },
    });
  });

  it("has another revision after any change but that of its reservation", () => {
    const { revision } = deployedFunction(answer, "/code", undefined);
    expect(deployedFunction(answer, "/code", 1).revision).toBe(revision);
    expect(deployedFunction(answer, "/code/2", undefined).revision).not.toBe(revision);
    for (const change of [{ Timeout: 4 }, { Version: "8" }]) {
      const changed = { ...answer, Configuration: { ...answer.Configuration, ...change } };
      expect(deployedFunction(changed, "/code", undefined).revision).not.toBe(revision);
    }
  });

  it("refuses what cannot run here", () => {
    const python = { ...answer, Configuration: { ...answer.Configuration, Runtime: "python3.13" } };
    expect(() => deployedFunction(python, "/code", undefined)).toThrow(/python3.13/);
    expect(() => deployedFunction(answer, undefined, undefined)).toThrow(/was not seen/);
  });
});

describe("environmentVariables", () => {
  it("are the function's own and Lambda's, and Lambda's win", () => {
    const variables = environmentVariables(
      deployedFunction(answer, "/code", undefined),
      {
        region: "us-east-1",
        endpoint: "http://127.0.0.1:4566",
        runtimeApi: "127.0.0.1:9001",
        logStream: "stream",
        credentials: { accessKeyId: "A", secretAccessKey: "S", sessionToken: "T", expiresAt: 0 },
      },
      "/bin",
    );
    expect(variables).toMatchObject({
      TABLE_NAME: "t",
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001",
      AWS_LAMBDA_FUNCTION_VERSION: "7",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_SESSION_TOKEN: "T",
      _HANDLER: "index.handler",
      PATH: "/bin",
    });
  });
});
