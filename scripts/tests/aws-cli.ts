import { expect } from "vitest";
import { run } from "./run-script.ts";

/** Runs a command of the AWS CLI and gives back what it answered. */
export type AwsCli = <Answer = unknown>(command: readonly string[]) => Promise<Answer>;

let version: Promise<string> | undefined;

/** `aws-cli/2.15.0 Python/…`: asked for once. */
function awsCliVersion(): Promise<string> {
  version ??= run("aws", ["--version"]).then(({ stdout }) => stdout);
  return version;
}

/** The AWS CLI against one endpoint, with the credentials that the local cloud takes. */
export function awsCliAt(endpoint: string): AwsCli {
  return async <Answer>(command: readonly string[]): Promise<Answer> => {
    const second = (await awsCliVersion()).startsWith("aws-cli/2");
    // Version 1 takes a payload as it is and knows no such option.
    const args = command.filter(
      (argument) => second || !argument.startsWith("--cli-binary-format"),
    );
    const result = await run("aws", ["--endpoint-url", endpoint, "--output", "json", ...args], {
      env: {
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_SESSION_TOKEN: undefined,
        AWS_PROFILE: undefined,
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_REGION: "us-east-1",
        AWS_PAGER: "",
      },
    });
    expect(result.code, `aws ${args.join(" ")}\n${result.stderr}`).toBe(0);
    return JSON.parse(result.stdout === "" ? "{}" : result.stdout) as Answer;
  };
}
