import type { Probe } from "./probes.ts";

/** A part of a service of which some runs and some is refused when it is set. */
export interface Feature {
  readonly title: string;
  readonly runs: string;
  readonly refused: string;
  /** Requests that are taken; they are sent one after another, before those that are refused. */
  readonly taken: readonly Probe[];
  /** Requests that are refused with a sentence that names what is not run. */
  readonly notTaken: readonly (Probe & { readonly what: string })[];
}

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const role = "arn:aws:iam::123456789012:role/probe";
const policy = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

/** What features stand on: a role, a queue, a topic and a bucket. */
export const GROUND: readonly Probe[] = [
  {
    call: ["iam", "create_role"],
    input: {
      RoleName: "probe",
      AssumeRolePolicyDocument: policy({
        Action: "sts:AssumeRole",
        Principal: { Service: ["lambda.amazonaws.com", "scheduler.amazonaws.com"] },
      }),
    },
  },
  {
    call: ["iam", "put_role_policy"],
    input: {
      RoleName: "probe",
      PolicyName: "all",
      PolicyDocument: policy({ Action: "*", Resource: "*" }),
    },
  },
  { call: ["sqs", "create_queue"], input: { QueueName: "probe" } },
  { call: ["sns", "create_topic"], input: { Name: "probe" } },
  { call: ["s3", "create_bucket"], input: { Bucket: "probe-bucket" } },
  { call: ["events", "put_rule"], input: { Name: "probe", EventPattern: '{"source":["probe"]}' } },
];

const target = (Arn: string) => ({ Rule: "probe", Targets: [{ Id: "1", Arn }] });
const schedule = (Name: string, Arn: string) => ({
  Name,
  ScheduleExpression: "rate(1 day)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn, RoleArn: role },
});
const notification = (NotificationConfiguration: object) => ({
  Bucket: "probe-bucket",
  NotificationConfiguration,
});
const metric = { MetricName: "m", Namespace: "Probe", Statistic: "Sum", Period: 60 };
const threshold = {
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold",
};

export const FEATURES: readonly Feature[] = [
  {
    title: "EventBridge, targets of rules",
    runs: "functions, queues, topics, event buses, log groups",
    refused: "all others",
    taken: [
      { call: ["events", "put_targets"], input: target(arn("sqs", "probe")) },
      { call: ["events", "put_targets"], input: target(arn("sns", "probe")) },
      { call: ["events", "put_targets"], input: target(arn("lambda", "function:probe")) },
    ],
    notTaken: [
      {
        call: ["events", "put_targets"],
        input: target(arn("ecs", "cluster/c")),
        what: "target",
      },
      {
        call: ["events", "put_targets"],
        input: target(arn("states", "stateMachine:m")),
        what: "target",
      },
    ],
  },
  {
    title: "EventBridge Scheduler, targets",
    runs: "functions, queues, topics, event buses",
    refused: "universal targets and all others",
    taken: [{ call: ["scheduler", "create_schedule"], input: schedule("s", arn("sqs", "probe")) }],
    notTaken: [
      {
        call: ["scheduler", "create_schedule"],
        input: schedule("u", "arn:aws:scheduler:::aws-sdk:dynamodb:putItem"),
        what: "a universal target of a schedule",
      },
    ],
  },
  {
    title: "SNS, subscriptions",
    runs: "queues and functions; e-mail and SMS are recorded, and nothing is sent",
    refused: "HTTP and HTTPS, Firehose",
    taken: [
      {
        call: ["sns", "subscribe"],
        input: { TopicArn: arn("sns", "probe"), Protocol: "sqs", Endpoint: arn("sqs", "probe") },
      },
      {
        call: ["sns", "subscribe"],
        input: { TopicArn: arn("sns", "probe"), Protocol: "email", Endpoint: "a@example.com" },
      },
    ],
    notTaken: [
      {
        call: ["sns", "subscribe"],
        input: {
          TopicArn: arn("sns", "probe"),
          Protocol: "https",
          Endpoint: "https://example.com",
        },
        what: "subscription",
      },
    ],
  },
  {
    title: "S3, notifications",
    runs: "`s3:ObjectCreated:*` and `s3:ObjectRemoved:*` to functions, queues, topics and EventBridge",
    refused: "all other events",
    taken: [
      {
        call: ["s3", "put_bucket_notification_configuration"],
        input: notification({ EventBridgeConfiguration: {} }),
      },
    ],
    notTaken: [
      {
        call: ["s3", "put_bucket_notification_configuration"],
        input: notification({
          QueueConfigurations: [
            { QueueArn: arn("sqs", "probe"), Events: ["s3:ObjectRestore:Post"] },
          ],
        }),
        what: "a notification of s3:ObjectRestore:Post",
      },
    ],
  },
  {
    title: "CloudWatch, alarms",
    runs: "on one statistic of one metric",
    refused: "on metric math, anomalies or other alarms",
    taken: [
      {
        call: ["cloudwatch", "put_metric_alarm"],
        input: { AlarmName: "a", ...metric, ...threshold },
      },
    ],
    notTaken: [
      {
        call: ["cloudwatch", "put_composite_alarm"],
        input: { AlarmName: "c", AlarmRule: "ALARM(a)" },
        what: "a composite alarm",
      },
      {
        call: ["cloudwatch", "put_metric_alarm"],
        input: {
          AlarmName: "m",
          ...threshold,
          Metrics: [{ Id: "e", Expression: "m1 / 2", ReturnData: true }],
        },
        what: "an alarm on metric math",
      },
    ],
  },
  {
    title: "API Gateway, HTTP APIs",
    runs: "routes to functions in the payload format 2.0, stages that deploy by themselves, IAM and JWT authorizers, access logs in log groups",
    refused:
      "WebSocket APIs, other integrations, the payload format 1.0, the mapping of parameters, Lambda authorizers, deployments, imports",
    taken: [
      { call: ["apigatewayv2", "create_api"], input: { Name: "probe", ProtocolType: "HTTP" } },
    ],
    notTaken: [
      {
        call: ["apigatewayv2", "create_api"],
        input: {
          Name: "w",
          ProtocolType: "WEBSOCKET",
          RouteSelectionExpression: "$request.body.a",
        },
        what: "a WebSocket API",
      },
      {
        call: ["apigatewayv2", "create_integration"],
        input: {
          ApiId: "abc",
          IntegrationType: "HTTP_PROXY",
          IntegrationUri: "https://example.com",
          PayloadFormatVersion: "1.0",
        },
        what: "an integration HTTP_PROXY",
      },
      {
        call: ["apigatewayv2", "create_integration"],
        input: {
          ApiId: "abc",
          IntegrationType: "AWS_PROXY",
          IntegrationUri: arn("lambda", "function:probe"),
        },
        what: "the payload format 1.0",
      },
      {
        call: ["apigatewayv2", "create_authorizer"],
        input: {
          ApiId: "abc",
          Name: "l",
          AuthorizerType: "REQUEST",
          IdentitySource: ["$request.header.Authorization"],
        },
        what: "a Lambda authorizer",
      },
      {
        call: ["apigatewayv2", "create_stage"],
        input: { ApiId: "abc", StageName: "test" },
        what: "a stage that waits for deployments",
      },
      {
        call: ["apigatewayv2", "import_api"],
        input: { Body: "{}" },
        what: "an import of an API",
      },
    ],
  },
  {
    title: "Lambda, runtimes",
    runs: "`nodejs…` on the Node.js that runs the local cloud, `python3…` on the Python that runs moto, `provided…` with a bootstrap for this machine",
    refused: "all other runtimes, container images",
    taken: [
      { call: ["lambda", "create_function"], input: functionOf("probe", "nodejs22.x") },
      { call: ["lambda", "create_function"], input: functionOf("snake", "python3.12") },
    ],
    notTaken: [
      {
        call: ["lambda", "create_function"],
        input: functionOf("bean", "java21"),
        what: "the runtime java21",
      },
      {
        call: ["lambda", "create_function"],
        input: {
          FunctionName: "image",
          Role: role,
          PackageType: "Image",
          Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/i:1" },
        },
        what: "a container image",
      },
    ],
  },
  {
    title: "Lambda, beside the code",
    runs: "versions, aliases with weights, layers, function URLs, reserved concurrency",
    refused: "provisioned concurrency, response streams, file systems, wrapper scripts",
    taken: [
      { call: ["lambda", "publish_version"], input: { FunctionName: "probe" } },
      {
        call: ["lambda", "create_alias"],
        input: { FunctionName: "probe", Name: "live", FunctionVersion: "1" },
      },
      {
        call: ["lambda", "create_function_url_config"],
        input: { FunctionName: "probe", AuthType: "NONE" },
      },
    ],
    notTaken: [
      {
        call: ["lambda", "put_provisioned_concurrency_config"],
        input: {
          FunctionName: "probe",
          Qualifier: "1",
          ProvisionedConcurrentExecutions: 1,
        },
        what: "provisioned concurrency",
      },
    ],
  },
  {
    title: "Lambda, event sources",
    runs: "SQS and DynamoDB streams, with filters and partial batch responses",
    refused: "tumbling windows; Kinesis, Kafka, MQ, DocumentDB",
    taken: [
      {
        call: ["lambda", "create_event_source_mapping"],
        input: { FunctionName: "probe", EventSourceArn: arn("sqs", "probe") },
      },
    ],
    notTaken: [
      {
        call: ["lambda", "create_event_source_mapping"],
        input: {
          FunctionName: "probe",
          EventSourceArn: arn("dynamodb", "table/t/stream/2026-01-01T00:00:00.000"),
          StartingPosition: "LATEST",
          TumblingWindowInSeconds: 60,
        },
        what: "tumbling window",
      },
      {
        call: ["lambda", "create_event_source_mapping"],
        input: {
          FunctionName: "probe",
          EventSourceArn: arn("kinesis", "stream/s"),
          StartingPosition: "LATEST",
        },
        what: "Kinesis",
      },
    ],
  },
];

/** The bytes of `ZipFile` are put in as it is sent. */
function functionOf(FunctionName: string, Runtime: string): Readonly<Record<string, unknown>> {
  return { FunctionName, Runtime, Role: role, Handler: "index.handler", Code: { ZipFile: "zip" } };
}
