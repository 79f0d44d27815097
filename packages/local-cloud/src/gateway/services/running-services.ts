import type { ServedService } from "./served-service.ts";

/** Services that do here what they do on AWS. */
export const RUNNING: readonly ServedService[] = [
  {
    title: "DynamoDB",
    names: ["dynamodb"],
    standing: "runs",
    sentence:
      "Tables are moto's; provisioned capacity throttles as on AWS. Streams hold every change for a day, in shards, and trigger functions; what expired is deleted within seconds. Nothing is replicated, exported or scaled.",
    refuses: [
      {
        asked: /^(Enable|Update)KinesisStreamingDestination$/,
        what: "a Kinesis streaming destination of a table",
        instead: "read the table's stream",
      },
      {
        asked: /^(Create|Update)GlobalTable$|^UpdateTableReplicaAutoScaling$/,
        what: "a global table",
        instead: "leave its replicas out here, and make a table in each region",
      },
      {
        asked: /^UpdateTable$/,
        body: /"ReplicaUpdates"/,
        what: "a replica of a table",
        instead: "leave replicas out here, and make a table in each region",
      },
      {
        asked: /^UpdateContributorInsights$/,
        what: "contributor insights of a table",
        instead: "leave them out here",
      },
    ],
  },
  {
    title: "Lambda",
    names: ["lambda"],
    standing: "runs",
    sentence: "Deployed code runs in child processes with its own role: on Invoke and from events.",
  },
  {
    title: "SQS",
    names: ["sqs"],
    standing: "runs",
    sentence: "Queues, FIFO ones too, with delays, visibility, redrive and policies.",
  },
  {
    title: "SNS",
    names: ["sns"],
    standing: "runs",
    sentence:
      "Delivers to queues and functions, by their policies, with filters, raw delivery and dead letters. E-mail and SMS are recorded; HTTP subscriptions are refused. Messages are not signed.",
    refuses: [
      {
        asked: /^PutDataProtectionPolicy$/,
        what: "a data protection policy of a topic",
        instead: "leave it out here",
      },
    ],
  },
  {
    title: "S3",
    names: ["s3"],
    standing: "runs",
    sentence:
      "Buckets, objects, versions and policies; objects that are made and removed notify functions, queues, topics and EventBridge. Lifecycle, replication, inventory and the like are kept and do nothing.",
  },
  {
    title: "EventBridge",
    names: ["events"],
    standing: "runs",
    sentence:
      "Rules with a pattern or a schedule deliver to functions, queues, topics, event buses and log groups, with input, input path, transformer and dead letters. Other targets are refused.",
    refuses: [
      {
        asked: /^(CreateArchive|StartReplay)$/,
        what: "an archive of events",
        instead: "let a rule write the events into a queue or a log group",
      },
      {
        asked: /^(CreateConnection|CreateApiDestination|CreateEndpoint)$/,
        what: "an API destination",
        instead: "let a function call it",
      },
      {
        asked: /^(Create|Put)Partner\w+$/,
        what: "a partner's event source",
        instead: "put events with PutEvents",
      },
    ],
  },
  {
    title: "EventBridge Scheduler",
    names: ["scheduler"],
    standing: "runs",
    sentence:
      "Schedules at a time, a rate or cron in a time zone invoke functions and send to queues, topics and event buses, with their role. Universal targets are refused; a flexible window begins at once; what fails is not tried again.",
  },
  {
    title: "API Gateway",
    names: ["apigateway", "execute-api"],
    standing: "runs",
    sentence:
      "HTTP APIs with routes to functions, stages, IAM and JWT authorizers, CORS, throttles, access logs and metrics. REST APIs, WebSocket APIs, VPC links and custom domains are refused.",
    refuses: [
      {
        asked: /^(POST|PUT|PATCH) \/(v2\/)?vpclinks\b/,
        what: "a VPC link",
        instead: "integrate a function",
      },
      {
        asked: /^(POST|PUT|PATCH) \/(v2\/)?domainnames\b/,
        what: "a domain name of API Gateway",
        instead: "call the API by its own endpoint",
      },
      {
        asked: /^(POST|PUT|PATCH) \/(?!v2\/(apis|tags)\b|tags\/)/,
        what: "a REST API",
        instead: "make an HTTP API (apigatewayv2), or give the function a URL",
      },
    ],
  },
  {
    title: "CloudWatch",
    names: ["monitoring"],
    standing: "runs",
    sentence:
      "Metrics of tables, functions and queues at one second, and whatever is put. Alarms on one metric change state and tell topics, functions and EventBridge; those on metric math, anomalies or other alarms are refused. Dashboards are kept.",
  },
  {
    title: "CloudWatch Logs",
    names: ["logs"],
    standing: "runs",
    sentence:
      "Functions write their lines where their role lets them; groups and streams are moto's.",
    refuses: [
      {
        asked: /^PutMetricFilter$/,
        what: "a metric filter of a log group",
        instead: "put the metric with PutMetricData",
      },
      {
        asked: /^PutSubscriptionFilter$/,
        what: "a subscription filter of a log group",
        instead: "read the group with FilterLogEvents",
      },
      {
        asked: /^Put(Delivery|DeliverySource|DeliveryDestination)$|^CreateDelivery$/,
        what: "a delivery of logs",
        instead: "read the group with FilterLogEvents",
      },
    ],
  },
  {
    title: "IAM and STS",
    names: ["iam", "sts"],
    standing: "runs",
    sentence: "Sessions of roles are held to their policies and to those of resources.",
  },
];
