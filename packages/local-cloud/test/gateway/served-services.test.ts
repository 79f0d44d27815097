import { describe, expect, it } from "vitest";
import {
  refusedCreation,
  SERVED_SERVICES,
  servedService,
} from "../../src/gateway/services/served-services.ts";

function refusal(name: string, asked: string, body = "") {
  const service = servedService(name);
  if (service === undefined) throw new Error(`expected a known service; came ${name}`);
  return refusedCreation(service, asked, body)?.what;
}

describe("SERVED_SERVICES", () => {
  it("names each service once, and says of each what can be counted on", () => {
    const names = SERVED_SERVICES.flatMap((service) => service.names);
    expect(names).toHaveLength(new Set(names).size);
    for (const { sentence } of SERVED_SERVICES) expect(sentence).toMatch(/^[A-Za-z].*\.$/);
  });

  it.each([
    ["cloudformation", "CreateStack", "DescribeStacks"],
    ["cloudformation", "CreateChangeSet", "DeleteStack"],
    ["apigateway", "POST /restapis", "GET /restapis"],
    ["apigateway", "POST /restapis", "POST /v2/apis"],
    ["appsync", "POST /v1/apis", "GET /v1/apis"],
    ["states", "CreateStateMachine", "ListStateMachines"],
    ["states", "StartExecution", "TagResource"],
    ["pipes", "POST /v1/pipes/a", "GET /v1/pipes"],
    ["firehose", "CreateDeliveryStream", "ListDeliveryStreams"],
    ["iot", "POST /rules/a", "POST /things/a"],
    ["iotdata", "POST /topics/a", "GET /things/a/shadow"],
    ["ecs", "RunTask", "ListTasks"],
    ["ecs", "RegisterTaskDefinition", "DescribeServices"],
    ["eks", "POST /clusters", "GET /clusters"],
    ["batch", "POST /v1/submitjob", "POST /v1/describejobs"],
    ["ec2", "RunInstances", "CreateVpc"],
    ["autoscaling", "CreateAutoScalingGroup", "DescribeAutoScalingGroups"],
    ["elasticloadbalancing", "CreateLoadBalancer", "DescribeLoadBalancers"],
    ["elasticmapreduce", "RunJobFlow", "ListClusters"],
    ["glue", "CreateJob", "CreateDatabase"],
    ["glue", "StartCrawler", "GetTables"],
    ["codebuild", "StartBuild", "ListProjects"],
    ["athena", "StartQueryExecution", "CreateWorkGroup"],
    ["rds", "CreateDBInstance", "DescribeDBInstances"],
    ["elasticache", "CreateCacheCluster", "DescribeCacheClusters"],
    ["es", "POST /2021-01-01/opensearch/domain", "GET /2021-01-01/domain"],
    ["kafka", "POST /v1/clusters", "GET /v1/clusters"],
    ["cloudfront", "POST /2020-05-31/distribution", "GET /2020-05-31/distribution"],
    ["sagemaker", "CreateEndpoint", "ListEndpoints"],
    ["polly", "POST /v1/speech", "GET /v1/voices"],
    ["dynamodb", "EnableKinesisStreamingDestination", "PutItem"],
    ["logs", "PutSubscriptionFilter", "PutLogEvents"],
    ["secretsmanager", "RotateSecret", "PutSecretValue"],
    ["backup", "PUT /backup/plans/", "PUT /backup-vaults/a"],
  ])("of %s refuses %s and lets %s pass", (name, creation, harmless) => {
    expect(refusal(name, creation)).toBeDefined();
    expect(refusal(name, harmless)).toBeUndefined();
  });

  it.each(["ssm", "kms", "iam", "acm", "route53", "ecr", "sqs", "sns", "s3", "events", "lambda"])(
    "lets what %s keeps pass",
    (name) => expect(refusal(name, "PutParameter")).toBeUndefined(),
  );

  it("refuses a user pool's triggers, not the pool", () => {
    expect(refusal("cognito-idp", "CreateUserPool", '{"PoolName":"a"}')).toBeUndefined();
    expect(refusal("cognito-idp", "CreateUserPool", '{"LambdaConfig": {}}')).toBeUndefined();
    const triggers = '{"LambdaConfig": {"PreSignUp": "arn"}}';
    expect(refusal("cognito-idp", "CreateUserPool", triggers)).toBe(
      "a Lambda trigger of a user pool",
    );
  });

  it("knows no service that moto does not know", () => {
    expect(servedService("apprunner")).toBeUndefined();
  });
});
