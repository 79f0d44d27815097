import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { IAM } from "@aws-sdk/client-iam";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { clientSettings } from "./deploy.ts";

let stateDir: string;
let cloud: LocalCloud;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-all-"));
  const options = { port: 15_866, stateDir, enforceAll: true };
  cloud = await startLocalCloud(options, (message, error) => errors.push(`${message}: ${error}`));
});

afterAll(async () => {
  await cloud.close();
  expect(errors).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

const keyed = (accessKeyId: string, secretAccessKey = "secret") => ({
  ...clientSettings(cloud.endpoint),
  credentials: { accessKeyId, secretAccessKey },
});

describe("a local cloud that holds everybody to policies", () => {
  it("refuses a key that nobody has, and lets root in", async () => {
    await expect(new SQS(keyed("test")).listQueues({})).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    await expect(fetch(`${cloud.endpoint}/_spillway/health`)).resolves.toMatchObject({ ok: true });
    await new SQS(keyed("root")).createQueue({ QueueName: "q" });
  });

  it("holds a user to the user's and the groups' policies", async () => {
    const iam = new IAM(keyed("root"));
    const document = (Action: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action, Resource: "*" }],
      });
    await iam.createUser({ UserName: "ann" });
    await iam.putUserPolicy({
      UserName: "ann",
      PolicyName: "own",
      PolicyDocument: document("sqs:GetQueueUrl"),
    });
    const { AccessKey: key } = await iam.createAccessKey({ UserName: "ann" });
    const sqs = new SQS(keyed(key?.AccessKeyId ?? "", key?.SecretAccessKey));
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName: "q" });
    const send = () => sqs.sendMessage({ QueueUrl, MessageBody: "m" });
    await expect(send()).rejects.toThrow(
      /^User: arn:aws:iam::123456789012:user\/ann is not authorized to perform: sqs:sendmessage/,
    );
    await iam.createGroup({ GroupName: "senders" });
    const { Policy: policy } = await iam.createPolicy({
      PolicyName: "send",
      PolicyDocument: document("sqs:SendMessage"),
    });
    await iam.attachGroupPolicy({ GroupName: "senders", PolicyArn: policy?.Arn });
    await iam.addUserToGroup({ GroupName: "senders", UserName: "ann" });
    await send();
  });

  it("lets a user always ask who it is, and IAM only what its policies allow", async () => {
    const root = new IAM(keyed("root"));
    await root.createUser({ UserName: "eve" });
    await root.putUserPolicy({
      UserName: "eve",
      PolicyName: "own",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "iam:Get*", Resource: "arn:aws:iam::*:user/eve" }],
      }),
    });
    const { AccessKey: key } = await root.createAccessKey({ UserName: "eve" });
    const settings = keyed(key?.AccessKeyId ?? "", key?.SecretAccessKey);
    const eve = "arn:aws:iam::123456789012:user/eve";
    expect((await new STS(settings).getCallerIdentity({})).Arn).toBe(eve);
    const iam = new IAM(settings);
    expect((await iam.getUser({ UserName: "eve" })).User?.Arn).toBe(eve);
    await expect(iam.getUser({ UserName: "ann" })).rejects.toThrow(
      /user\/eve is not authorized to perform: iam:GetUser on resource: .*user\/ann/,
    );
    await expect(iam.createSAMLProvider({ Name: "s", SAMLMetadataDocument: "" })).rejects.toThrow(
      /iam:CreateSAMLProvider because the local cloud does not know/,
    );
  });
});
