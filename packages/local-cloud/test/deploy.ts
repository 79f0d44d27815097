import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";

/** What a client of any service needs to reach the local cloud. */
export function clientSettings(endpoint: string) {
  return {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
}

/** Signs as far as the local cloud looks: the credential scope. */
export function authorization(service: string, accessKeyId = "test"): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** A role that Lambda may assume; gives its ARN. */
export async function createRole(endpoint: string, name: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: authorization("iam") },
    body: new URLSearchParams({
      Action: "CreateRole",
      Version: "2010-05-08",
      RoleName: name,
      AssumeRolePolicyDocument: "{}",
    }),
  });
  if (!response.ok) throw new Error(`CreateRole: ${await response.text()}`);
  return `arn:aws:iam::123456789012:role/${name}`;
}

/** One statement of a policy that allows. */
export interface Allowed {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Effect?: "Allow" | "Deny";
  readonly Condition?: object;
}

/** Gives a role the policy `function`, or another one in its place. */
export async function allow(
  endpoint: string,
  role: string,
  statements: readonly Allowed[],
): Promise<void> {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: authorization("iam") },
    body: new URLSearchParams({
      Action: "PutRolePolicy",
      Version: "2010-05-08",
      RoleName: role,
      PolicyName: "function",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
    }),
  });
  if (!response.ok) throw new Error(`PutRolePolicy: ${await response.text()}`);
}

/** Zips one module as index.mjs. */
export function zipped(source: string): Uint8Array {
  return zipSync({ "index.mjs": strToU8(source) });
}

/** Deploys a function whose module is `source`, which exports `handler`. */
export async function createFunction(
  endpoint: string,
  role: string,
  name: string,
  source: string,
  more: { Timeout?: number; MemorySize?: number; Environment?: Record<string, string> } = {},
): Promise<void> {
  const { Environment: Variables = {}, ...settings } = more;
  await new LambdaClient(clientSettings(endpoint)).send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipped(source) },
      Environment: { Variables },
      Timeout: 10,
      ...settings,
    }),
  );
}
