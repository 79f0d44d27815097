import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The AWS CLI against one endpoint, in one region. */
export type AwsCli = <Answer = unknown>(...args: readonly string[]) => Promise<Answer>;

/**
 * Runs commands of the AWS CLI and gives what each answered; where one fails, the error's message
 * holds what it said.
 */
export function awsCli(endpoint: string, region = "us-east-1"): AwsCli {
  // Version 1 sends SQS to AWS if only the environment names the endpoint.
  const base = ["--endpoint-url", endpoint, "--output", "json"];
  return async <Answer>(...args: readonly string[]): Promise<Answer> => {
    const { stdout } = await promisify(execFile)("aws", [...base, ...args], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_DEFAULT_REGION: region,
        AWS_MAX_ATTEMPTS: "1",
        AWS_PAGER: "",
      },
    });
    return JSON.parse(stdout === "" ? "{}" : stdout) as Answer;
  };
}
