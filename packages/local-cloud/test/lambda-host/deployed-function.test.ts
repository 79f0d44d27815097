import { describe, expect, it } from "vitest";
import { deployedFunction } from "../../src/lambda-host/deployed-function.ts";
import { environmentVariables } from "../../src/lambda-host/environment-variables.ts";

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

const place = { codeDirectory: "/code", optDirectory: "/opt" };

describe("deployedFunction", () => {
  it("reads what GetFunction says", () => {
    expect(deployedFunction(answer, place, 0)).toMatchObject({
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
    const { revision } = deployedFunction(answer, place, undefined);
    expect(deployedFunction(answer, place, 1).revision).toBe(revision);
    expect(
      deployedFunction(answer, { ...place, codeDirectory: "/code/2" }, undefined).revision,
    ).not.toBe(revision);
    for (const change of [{ Timeout: 4 }, { Version: "8" }]) {
      const changed = { ...answer, Configuration: { ...answer.Configuration, ...change } };
      expect(deployedFunction(changed, place, undefined).revision).not.toBe(revision);
    }
  });

  it("refuses what cannot run here", () => {
    const ruby = { ...answer, Configuration: { ...answer.Configuration, Runtime: "ruby3.4" } };
    expect(() => deployedFunction(ruby, place, undefined)).toThrow(/ruby3.4/);
    expect(() =>
      deployedFunction(answer, { ...place, codeDirectory: undefined }, undefined),
    ).toThrow(/was not seen/);
  });
});

describe("environmentVariables", () => {
  it("are the function's own and Lambda's, and Lambda's win", () => {
    const variables = environmentVariables(
      deployedFunction(answer, place, undefined),
      {
        region: "us-east-1",
        endpoint: "http://127.0.0.1:4566",
        runtimeApi: "127.0.0.1:9001",
        logStream: "stream",
        nodePackages: "/packages/node_modules",
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
      PATH: "/opt/bin:/bin",
      NODE_PATH: `/opt/nodejs/node${process.versions.node.split(".")[0]}/node_modules:/opt/nodejs/node_modules:/packages/node_modules`,
      LD_LIBRARY_PATH: "/code:/code/lib:/opt/lib",
    });
  });
});
