import { describe, expect, it } from "vitest";
import { neededPermissions } from "../../src/access/permissions/needed-permissions.ts";
import { lines, request } from "./request.ts";

const needed = (service: string, operation: string, input: Record<string, unknown> = {}) =>
  neededPermissions(request({ service, operation, input }));
const at = (service: string) => `arn:aws:${service}:us-east-1:123456789012`;

describe("what requests to CloudWatch Logs need", () => {
  const group = `${at("logs")}:log-group:/aws/lambda/f`;
  const logGroupName = "/aws/lambda/f";
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      "CreateLogStream",
      { logGroupName, logStreamName: "s" },
      [`logs:CreateLogStream ${group}:log-stream:s`],
    ],
    [
      "PutLogEvents",
      { logGroupName, logStreamName: "s" },
      [`logs:PutLogEvents ${group}:log-stream:s`],
    ],
    ["CreateLogGroup", { logGroupName }, [`logs:CreateLogGroup ${group}:log-stream:`]],
    [
      "FilterLogEvents",
      { logGroupIdentifier: group },
      [`logs:FilterLogEvents ${group}:log-stream:`],
    ],
    ["TagResource", { resourceArn: group }, [`logs:TagResource ${group}`]],
    ["DescribeLogGroups", {}, [`logs:DescribeLogGroups ${at("logs")}:log-group::log-stream:`]],
    ["StopQuery", {}, ["logs:StopQuery *"]],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed("logs", operation, input))).toEqual(expected);
  });
});

describe("what requests to CloudWatch need", () => {
  const alarm = `${at("cloudwatch")}:alarm`;
  it.each<[string, Record<string, unknown>, string[]]>([
    ["PutMetricData", { Namespace: "N" }, ["cloudwatch:PutMetricData *"]],
    ["GetMetricData", {}, ["cloudwatch:GetMetricData *"]],
    ["PutMetricAlarm", { AlarmName: "a" }, [`cloudwatch:PutMetricAlarm ${alarm}:a`]],
    ["DescribeAlarms", {}, [`cloudwatch:DescribeAlarms ${alarm}:*`]],
    [
      "DeleteAlarms",
      { AlarmNames: ["a", "b"] },
      [`cloudwatch:DeleteAlarms ${alarm}:a`, `cloudwatch:DeleteAlarms ${alarm}:b`],
    ],
    [
      "DeleteAlarms",
      { "AlarmNames.member.1": "a", "AlarmNames.member.2": "b" },
      [`cloudwatch:DeleteAlarms ${alarm}:a`, `cloudwatch:DeleteAlarms ${alarm}:b`],
    ],
    [
      "PutDashboard",
      { DashboardName: "d" },
      ["cloudwatch:PutDashboard arn:aws:cloudwatch::123456789012:dashboard/d"],
    ],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed("monitoring", operation, input))).toEqual(expected);
  });

  it("tells the namespace of metrics", () => {
    const [put] = needed("monitoring", "PutMetricData", { Namespace: "N" }) ?? [];
    expect(put?.conditions).toEqual({ "cloudwatch:namespace": ["N"] });
  });
});

describe("what requests to STS need", () => {
  it("asks nothing of whoever asks who it is", () => {
    expect(needed("sts", "GetCallerIdentity")).toEqual([]);
  });

  it("is a right on the role that is to be assumed", () => {
    const RoleArn = "arn:aws:iam::123456789012:role/r";
    const input = { RoleArn, RoleSessionName: "s", ExternalId: "e" };
    expect(needed("sts", "AssumeRole", input)).toEqual([
      {
        action: "sts:AssumeRole",
        resource: RoleArn,
        conditions: { "sts:RoleSessionName": ["s"], "sts:ExternalId": ["e"] },
      },
    ]);
  });
});

describe("what requests to Application Auto Scaling need", () => {
  it("is a right on targets, narrowed by what is scaled", () => {
    const input = {
      ServiceNamespace: "dynamodb",
      ScalableDimension: "dynamodb:table:WriteCapacityUnits",
    };
    expect(needed("application-autoscaling", "RegisterScalableTarget", input)).toEqual([
      {
        action: "application-autoscaling:RegisterScalableTarget",
        resource: `${at("application-autoscaling")}:scalable-target/*`,
        conditions: {
          "application-autoscaling:service-namespace": ["dynamodb"],
          "application-autoscaling:scalable-dimension": ["dynamodb:table:WriteCapacityUnits"],
        },
      },
    ]);
  });

  it("is a right on everything to look", () => {
    expect(lines(needed("application-autoscaling", "DescribeScalableTargets"))).toEqual([
      "application-autoscaling:DescribeScalableTargets *",
    ]);
  });
});

describe("what requests to KMS need", () => {
  const key = `${at("kms")}:key`;
  it.each<[string, Record<string, unknown>, string[]]>([
    ["Encrypt", { KeyId: "k" }, [`kms:Encrypt ${key}/k`]],
    ["GenerateDataKey", { KeyId: `${key}/k` }, [`kms:GenerateDataKey ${key}/k`]],
    ["Encrypt", { KeyId: "alias/a" }, [`kms:Encrypt ${key}/*`]],
    ["Decrypt", {}, [`kms:Decrypt ${key}/*`]],
    [
      "ReEncrypt",
      { SourceKeyId: "a", DestinationKeyId: "b" },
      [`kms:ReEncryptFrom ${key}/a`, `kms:ReEncryptTo ${key}/b`],
    ],
    ["ListKeys", {}, ["kms:ListKeys *"]],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed("kms", operation, input))).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["Encrypt", { KeyId: "alias/a" }, [`kms:Encrypt ${key}/1234`]],
    ["Encrypt", { KeyId: `${at("kms")}:alias/a` }, [`kms:Encrypt ${key}/1234`]],
    ["Encrypt", { KeyId: "alias/nobody" }, [`kms:Encrypt ${key}/*`]],
    [
      "ReEncrypt",
      { SourceKeyId: "b", DestinationKeyId: "alias/a" },
      [`kms:ReEncryptFrom ${key}/b`, `kms:ReEncryptTo ${key}/1234`],
    ],
    [
      "CreateAlias",
      { AliasName: "alias/new", TargetKeyId: "5678" },
      [`kms:CreateAlias ${at("kms")}:alias/new`, `kms:CreateAlias ${key}/5678`],
    ],
    [
      "UpdateAlias",
      { AliasName: "alias/a", TargetKeyId: "5678" },
      [
        `kms:UpdateAlias ${at("kms")}:alias/a`,
        `kms:UpdateAlias ${key}/1234`,
        `kms:UpdateAlias ${key}/5678`,
      ],
    ],
  ])("%s %o, with the key behind the alias", (operation, input, expected) => {
    const keysByAlias = new Map([["alias/a", "1234"]]);
    const asked = request({ service: "kms", operation, input, keysByAlias });
    expect(lines(neededPermissions(asked))).toEqual(expected);
  });

  it("finds the key that encrypted", () => {
    const id = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    const CiphertextBlob = Buffer.from(`${id}and the rest`).toString("base64");
    expect(lines(needed("kms", "Decrypt", { CiphertextBlob }))).toEqual([
      `kms:Decrypt ${key}/${id}`,
    ]);
  });

  it("tells the alias by which the key was named", () => {
    const [encrypt] = needed("kms", "Encrypt", { KeyId: `${at("kms")}:alias/a` }) ?? [];
    expect(encrypt?.conditions).toEqual({ "kms:RequestAlias": ["alias/a"] });
  });
});

describe("what requests to IAM need", () => {
  const iam = "arn:aws:iam::123456789012";
  it.each<[string, Record<string, unknown>, string[]]>([
    ["GetRole", { RoleName: "r" }, [`iam:GetRole ${iam}:role/r`]],
    ["CreateRole", { RoleName: "r", Path: "/team/" }, [`iam:CreateRole ${iam}:role/team/r`]],
    ["GetUser", {}, [`iam:GetUser ${iam}:user/*`]],
    ["PutUserPolicy", { UserName: "u" }, [`iam:PutUserPolicy ${iam}:user/u`]],
    ["AddUserToGroup", { UserName: "u", GroupName: "g" }, [`iam:AddUserToGroup ${iam}:group/g`]],
    ["CreatePolicy", { PolicyName: "p" }, [`iam:CreatePolicy ${iam}:policy/p`]],
    ["GetPolicy", { PolicyArn: `${iam}:policy/p` }, [`iam:GetPolicy ${iam}:policy/p`]],
    ["ListRoles", {}, ["iam:ListRoles *"]],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed("iam", operation, input))).toEqual(expected);
  });

  it("tells the policy that is attached", () => {
    const input = { RoleName: "r", PolicyArn: `${iam}:policy/p` };
    expect(needed("iam", "AttachRolePolicy", input)?.[0]?.conditions).toEqual({
      "iam:PolicyARN": [`${iam}:policy/p`],
    });
  });

  it("does not know the others", () => {
    expect(needed("iam", "CreateSAMLProvider", { Name: "s" })).toBeUndefined();
  });
});

describe("what requests to Lambda need", () => {
  const lambda = at("lambda");
  const role = "arn:aws:iam::123456789012:role/r";
  const rest = (method: string, url: string, input: Record<string, unknown> = {}) => {
    const [path = "", query = ""] = url.split("?", 2);
    return lines(
      neededPermissions(
        request({
          service: "lambda",
          protocol: "rest-json",
          method,
          path,
          query: new URLSearchParams(query),
          input,
        }),
      ),
    );
  };

  it.each<[string, string, Record<string, unknown>, string[] | undefined]>([
    [
      "POST",
      "/2015-03-31/functions/f/invocations",
      {},
      [`lambda:InvokeFunction ${lambda}:function:f`],
    ],
    [
      "POST",
      "/2015-03-31/functions/f/invocations?Qualifier=live",
      {},
      [`lambda:InvokeFunction ${lambda}:function:f:live`],
    ],
    [
      "POST",
      `/2015-03-31/functions/${encodeURIComponent(`${lambda}:function:f`)}/invocations`,
      {},
      [`lambda:InvokeFunction ${lambda}:function:f`],
    ],
    // An empty qualifier is none, and one that is said twice is one.
    [
      "POST",
      "/2015-03-31/functions/f/invocations?Qualifier=",
      {},
      [`lambda:InvokeFunction ${lambda}:function:f`],
    ],
    [
      "POST",
      "/2015-03-31/functions/f:live/invocations?Qualifier=live",
      {},
      [`lambda:InvokeFunction ${lambda}:function:f:live`],
    ],
    // The function of this account runs, whichever account the ARN says.
    [
      "POST",
      `/2015-03-31/functions/${encodeURIComponent("arn:aws:lambda:us-east-1:999999999999:function:f")}/invocations`,
      {},
      [`lambda:InvokeFunction ${lambda}:function:f`],
    ],
    // What is called is what is asked for, however oddly it is named.
    [
      "POST",
      "/2015-03-31/functions/f:xfunction:g/invocations",
      {},
      [`lambda:InvokeFunction ${lambda}:function:f:xfunction:g`],
    ],
    [
      "POST",
      "/2015-03-31/functions/x:function:f:function:g/invocations",
      {},
      [`lambda:InvokeFunction ${lambda}:function:f:function:g`],
    ],
    ["GET", "/2015-03-31/functions/f", {}, [`lambda:GetFunction ${lambda}:function:f`]],
    [
      "POST",
      "/2015-03-31/functions",
      { FunctionName: "f", Role: role },
      [`lambda:CreateFunction ${lambda}:function:f`, `iam:PassRole ${role}`],
    ],
    ["PUT", "/2015-03-31/functions/f/code", {}, [`lambda:UpdateFunctionCode ${lambda}:function:f`]],
    ["GET", "/2015-03-31/functions/", {}, ["lambda:ListFunctions *"]],
    [
      "GET",
      "/2021-10-31/functions/f/urls",
      {},
      [`lambda:ListFunctionUrlConfigs ${lambda}:function:f`],
    ],
    [
      "POST",
      "/2018-10-31/layers/tools/versions",
      {},
      [`lambda:PublishLayerVersion ${lambda}:layer:tools`],
    ],
    [
      "GET",
      "/2018-10-31/layers/tools/versions/3",
      {},
      [`lambda:GetLayerVersion ${lambda}:layer:tools:3`],
    ],
    [
      "PUT",
      "/2015-03-31/event-source-mappings/u",
      {},
      [`lambda:UpdateEventSourceMapping ${lambda}:event-source-mapping:u`],
    ],
    [
      "GET",
      `/2017-03-31/tags/${encodeURIComponent(`${lambda}:function:f`)}`,
      {},
      [`lambda:ListTags ${lambda}:function:f`],
    ],
    ["GET", "/2015-03-31/functions/f/something-new", {}, undefined],
  ])("%s %s", (method, url, input, expected) => {
    expect(rest(method, url, input)).toEqual(expected);
  });
});

describe("a service without a table", () => {
  it.each(["iam", "ec2", "", "constructor"])("is not known: %s", (service) => {
    expect(needed(service, "Anything")).toBeUndefined();
  });
});
