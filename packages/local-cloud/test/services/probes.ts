/** A request that shows whether a row of the table of services is true, as boto3 sends it. */
export interface Probe {
  /** boto3's name of the service, and its method. */
  readonly call: readonly [service: string, method: string];
  readonly input?: Readonly<Record<string, unknown>>;
}

/** Requests that are answered, by the title of their row. */
export const ANSWERED_PROBES: Readonly<Record<string, readonly Probe[]>> = {
  DynamoDB: [{ call: ["dynamodb", "list_tables"] }, { call: ["dynamodbstreams", "list_streams"] }],
  Lambda: [{ call: ["lambda", "list_functions"] }],
  SQS: [{ call: ["sqs", "list_queues"] }],
  SNS: [{ call: ["sns", "list_topics"] }],
  S3: [{ call: ["s3", "list_buckets"] }],
  EventBridge: [{ call: ["events", "list_rules"] }],
  "EventBridge Scheduler": [{ call: ["scheduler", "list_schedules"] }],
  "API Gateway": [
    { call: ["apigatewayv2", "get_apis"] },
    { call: ["apigatewayv2", "create_api"], input: { Name: "a", ProtocolType: "HTTP" } },
    { call: ["apigateway", "get_rest_apis"] },
  ],
  CloudWatch: [{ call: ["cloudwatch", "list_metrics"] }],
  "CloudWatch Logs": [{ call: ["logs", "describe_log_groups"] }],
  "IAM and STS": [{ call: ["iam", "list_roles"] }, { call: ["sts", "get_caller_identity"] }],
  KMS: [{ call: ["kms", "list_keys"] }],
  "Secrets Manager, Parameter Store, AppConfig": [
    { call: ["secretsmanager", "list_secrets"] },
    { call: ["ssm", "put_parameter"], input: { Name: "p", Value: "v", Type: "String" } },
    { call: ["appconfig", "create_application"], input: { Name: "a" } },
  ],
  "Application Auto Scaling": [
    {
      call: ["application-autoscaling", "describe_scalable_targets"],
      input: { ServiceNamespace: "dynamodb" },
    },
  ],
  Kinesis: [{ call: ["kinesis", "create_stream"], input: { StreamName: "s", ShardCount: 1 } }],
  Cognito: [
    { call: ["cognito-idp", "create_user_pool"], input: { PoolName: "p" } },
    { call: ["cognito-identity", "list_identity_pools"], input: { MaxResults: 1 } },
  ],
  "Networks and names": [
    { call: ["route53", "list_hosted_zones"] },
    { call: ["acm", "list_certificates"] },
  ],
  EC2: [{ call: ["ec2", "create_vpc"], input: { CidrBlock: "10.0.0.0/16" } }],
  "Repositories and catalogues": [
    { call: ["ecr", "create_repository"], input: { repositoryName: "r" } },
  ],
  "E-mail and messages to people": [
    { call: ["ses", "verify_email_identity"], input: { EmailAddress: "a@example.com" } },
  ],
  "Watching and governing": [
    { call: ["cloudtrail", "list_trails"] },
    { call: ["xray", "put_trace_segments"], input: { TraceSegmentDocuments: ["{}"] } },
    { call: ["resourcegroupstaggingapi", "get_resources"] },
  ],
  "Other stores": [{ call: ["glacier", "list_vaults"], input: { accountId: "-" } }],
};

/** Requests that are refused, by what is refused of them. */
export const REFUSED_PROBES: Readonly<Record<string, readonly Probe[]>> = {
  "a Kinesis streaming destination of a table": [
    {
      call: ["dynamodb", "enable_kinesis_streaming_destination"],
      input: { TableName: "t", StreamArn: "arn:aws:kinesis:us-east-1:123456789012:stream/s" },
    },
  ],
  "a global table": [
    {
      call: ["dynamodb", "create_global_table"],
      input: { GlobalTableName: "t", ReplicationGroup: [{ RegionName: "eu-west-1" }] },
    },
  ],
  "a replica of a table": [
    {
      call: ["dynamodb", "update_table"],
      input: { TableName: "t", ReplicaUpdates: [{ Create: { RegionName: "eu-west-1" } }] },
    },
  ],
  "contributor insights of a table": [
    {
      call: ["dynamodb", "update_contributor_insights"],
      input: { TableName: "t", ContributorInsightsAction: "ENABLE" },
    },
  ],
  "a data protection policy of a topic": [
    {
      call: ["sns", "put_data_protection_policy"],
      input: { ResourceArn: "arn:aws:sns:us-east-1:123456789012:t", DataProtectionPolicy: "{}" },
    },
  ],
  "a metric filter of a log group": [
    {
      call: ["logs", "put_metric_filter"],
      input: {
        logGroupName: "g",
        filterName: "f",
        filterPattern: "ERROR",
        metricTransformations: [
          { metricName: "errors", metricNamespace: "orders", metricValue: "1" },
        ],
      },
    },
  ],
  "a subscription filter of a log group": [
    {
      call: ["logs", "put_subscription_filter"],
      input: { logGroupName: "g", filterName: "f", filterPattern: "", destinationArn: "arn" },
    },
  ],
  "a delivery of logs": [
    { call: ["logs", "put_delivery_source"], input: { name: "d", resourceArn: "arn" } },
  ],
  "an archive of events": [
    { call: ["events", "create_archive"], input: { ArchiveName: "a", EventSourceArn: "arn" } },
  ],
  "an API destination": [
    { call: ["events", "create_api_destination"], input: { Name: "d", HttpMethod: "POST" } },
  ],
  "a partner's event source": [
    { call: ["events", "create_partner_event_source"], input: { Name: "p", Account: "1" } },
  ],
  "the rotation of a secret": [
    { call: ["secretsmanager", "rotate_secret"], input: { SecretId: "s" } },
  ],
  "a command of Systems Manager": [
    { call: ["ssm", "send_command"], input: { DocumentName: "AWS-RunShellScript" } },
  ],
  "an enhanced fan-out consumer": [
    {
      call: ["kinesis", "register_stream_consumer"],
      input: { StreamARN: "arn:aws:kinesis:us-east-1:123456789012:stream/s", ConsumerName: "c" },
    },
  ],
  "a Lambda trigger of a user pool": [
    {
      call: ["cognito-idp", "create_user_pool"],
      input: { PoolName: "p", LambdaConfig: { PreSignUp: "arn" } },
    },
  ],
  "an EC2 instance": [
    { call: ["ec2", "run_instances"], input: { ImageId: "ami-1", MinCount: 1, MaxCount: 1 } },
  ],
  "a backup plan or job": [
    { call: ["backup", "create_backup_plan"], input: { BackupPlan: { BackupPlanName: "p" } } },
  ],
  "a CloudFormation stack": [
    { call: ["cloudformation", "create_stack"], input: { StackName: "s", TemplateBody: "{}" } },
  ],
  "a VPC link": [
    { call: ["apigatewayv2", "create_vpc_link"], input: { Name: "v", SubnetIds: ["subnet-1"] } },
    { call: ["apigateway", "create_vpc_link"], input: { name: "v", targetArns: ["arn"] } },
  ],
  "a domain name of API Gateway": [
    { call: ["apigatewayv2", "create_domain_name"], input: { DomainName: "example.com" } },
    { call: ["apigateway", "create_domain_name"], input: { domainName: "example.com" } },
  ],
  "a REST API": [{ call: ["apigateway", "create_rest_api"], input: { name: "a" } }],
  "an API of AppSync": [{ call: ["appsync", "create_graphql_api"], input: { name: "a" } }],
  "a state machine": [
    { call: ["stepfunctions", "create_state_machine"], input: { name: "m", definition: "{}" } },
  ],
  "a pipe": [{ call: ["pipes", "create_pipe"], input: { Name: "p", Source: "a", Target: "b" } }],
  "a delivery stream": [
    { call: ["firehose", "create_delivery_stream"], input: { DeliveryStreamName: "d" } },
  ],
  "a Flink application": [
    { call: ["kinesisanalyticsv2", "create_application"], input: { ApplicationName: "a" } },
  ],
  "a rule or a message of IoT": [
    { call: ["iot", "create_topic_rule"], input: { ruleName: "r", topicRulePayload: {} } },
    { call: ["iot-data", "publish"], input: { topic: "t", payload: "p" } },
  ],
  "a container": [
    { call: ["ecs", "run_task"], input: { taskDefinition: "t" } },
    { call: ["eks", "create_cluster"], input: { name: "c" } },
    { call: ["batch", "submit_job"], input: { jobName: "j" } },
  ],
  "a group of machines or a load balancer": [
    {
      call: ["autoscaling", "create_auto_scaling_group"],
      input: { AutoScalingGroupName: "g", MinSize: 1, MaxSize: 1 },
    },
    { call: ["elbv2", "create_load_balancer"], input: { Name: "l" } },
    {
      call: ["elasticbeanstalk", "create_environment"],
      input: { ApplicationName: "a", EnvironmentName: "e" },
    },
  ],
  "a distribution": [
    { call: ["cloudfront", "create_distribution"], input: { DistributionConfig: {} } },
  ],
  "an EMR job": [
    { call: ["emr", "run_job_flow"], input: { Name: "j", Instances: {} } },
    { call: ["emr-serverless", "create_application"], input: { name: "a", type: "SPARK" } },
  ],
  "a job that moves or changes data": [
    { call: ["glue", "create_job"], input: { Name: "j" } },
    { call: ["dms", "create_replication_task"], input: { ReplicationTaskIdentifier: "t" } },
  ],
  "a query or a cluster for queries": [
    { call: ["athena", "start_query_execution"], input: { QueryString: "SELECT 1" } },
    { call: ["redshift", "create_cluster"], input: { ClusterIdentifier: "c" } },
  ],
  "a relational, graph or document database": [
    { call: ["rds", "create_db_instance"], input: { DBInstanceIdentifier: "d" } },
    { call: ["rds-data", "execute_statement"], input: { resourceArn: "a", sql: "SELECT 1" } },
  ],
  "a cache": [
    { call: ["elasticache", "create_cache_cluster"], input: { CacheClusterId: "c" } },
    { call: ["memorydb", "create_cluster"], input: { ClusterName: "c" } },
  ],
  "a search domain": [{ call: ["opensearch", "create_domain"], input: { DomainName: "d" } }],
  "a broker": [
    { call: ["kafka", "create_cluster"], input: { ClusterName: "c" } },
    { call: ["mq", "create_broker"], input: { BrokerName: "b" } },
  ],
  "a file system or a file server": [
    { call: ["efs", "create_file_system"], input: { CreationToken: "t" } },
    { call: ["transfer", "create_server"] },
  ],
  "a build or a deployment": [
    { call: ["codebuild", "start_build"], input: { projectName: "p" } },
    { call: ["codepipeline", "create_pipeline"], input: { pipeline: { name: "p" } } },
  ],
  "a model": [
    { call: ["sagemaker", "create_endpoint"], input: { EndpointName: "e" } },
    { call: ["bedrock-runtime", "invoke_model"], input: { modelId: "m", body: "{}" } },
  ],
  "what such a service would find in a text, a picture or a sound": [
    { call: ["comprehend", "detect_sentiment"], input: { Text: "t", LanguageCode: "en" } },
    { call: ["rekognition", "detect_labels"], input: { Image: {} } },
    { call: ["textract", "analyze_document"], input: { Document: {} } },
    { call: ["polly", "synthesize_speech"], input: { Text: "t", OutputFormat: "mp3" } },
  ],
  "a canary or an experiment": [{ call: ["synthetics", "create_canary"], input: { Name: "c" } }],
  "such a service": [
    { call: ["workspaces", "create_workspaces"], input: { Workspaces: [] } },
    { call: ["medialive", "create_channel"], input: { Name: "c" } },
  ],
};
