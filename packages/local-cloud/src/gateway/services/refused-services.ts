import type { RefusedCreation, ServedService } from "./served-service.ts";

/** Whatever is no reading, no deleting and no tagging. */
const CREATES =
  /^(?!(Get|List|Describe|BatchGet|Delete|Remove|Deregister|Terminate|Stop|Tag|Untag|AddTags)\w*$)[A-Z]\w+$/;

function refused(
  title: string,
  names: readonly string[],
  what: string,
  instead: string,
  asked: RegExp,
): ServedService {
  const refuses: readonly RefusedCreation[] = [{ asked, what, instead }];
  return {
    title,
    names,
    standing: "refused",
    sentence: `Creating ${what} is refused: ${instead}.`,
    refuses,
  };
}

/** Services of which nothing would run what they are given. */
export const REFUSED: readonly ServedService[] = [
  refused(
    "CloudFormation",
    ["cloudformation"],
    "a CloudFormation stack",
    "create its resources with Terraform, the AWS CLI or an SDK",
    /^(Create|Update|Execute|Import|Start)\w+$/,
  ),
  refused(
    "AppSync",
    ["appsync"],
    "an API of AppSync",
    "give a function a URL, or invoke it",
    /^(POST|PUT) \/v\d\/(?!tags)/,
  ),
  refused(
    "Step Functions",
    ["states"],
    "a state machine",
    "invoke the functions in their order yourself",
    CREATES,
  ),
  refused(
    "EventBridge Pipes",
    ["pipes"],
    "a pipe",
    "use an event source mapping of a function",
    /^(POST|PUT) \/v1\/pipes\//,
  ),
  refused(
    "Data Firehose",
    ["firehose"],
    "a delivery stream",
    "write to S3 from a function",
    /^(Create|Update|Put|Start)\w+$/,
  ),
  refused(
    "Managed Service for Apache Flink",
    ["kinesisanalytics"],
    "a Flink application",
    "use a function with a queue",
    CREATES,
  ),
  refused(
    "IoT",
    ["iot", "iotdata", "greengrass"],
    "a rule or a message of IoT",
    "publish to an SNS topic or an event bus",
    /^(POST|PUT|PATCH) \/(rules|topics|greengrass|destinations)\b/,
  ),
  refused(
    "ECS, EKS and Batch",
    ["ecs", "eks", "batch"],
    "a container",
    "run it yourself with the local cloud's endpoint, or deploy a Lambda function",
    /^(?!(Get|List|Describe|Delete|Deregister|Stop|Tag|Untag|Put|Discover)\w*$)[A-Z][a-z]\w+$|^POST \/(v1\/(create|update|register|submit)\w+|clusters)\b/,
  ),
  refused(
    "EC2 Auto Scaling, Elastic Beanstalk, Elastic Load Balancing",
    ["autoscaling", "elasticbeanstalk", "elasticloadbalancing"],
    "a group of machines or a load balancer",
    "there are no machines here; run the program yourself",
    /^(Create(AutoScalingGroup|Environment|ApplicationVersion|LoadBalancer|Listener|Rule|TargetGroup)|SetDesiredCapacity|ComposeEnvironments)$/,
  ),
  refused(
    "CloudFront",
    ["cloudfront"],
    "a distribution",
    "ask the bucket or the function itself",
    /^POST \/[\d-]+\/(distribution|streaming-distribution|function)/,
  ),
  refused(
    "EMR",
    ["elasticmapreduce", "emr-containers", "emr-serverless"],
    "an EMR job",
    "run Spark yourself with the local cloud's endpoint",
    /^(RunJobFlow|AddJobFlowSteps|AddInstance\w+|CreateStudio\w*)$|^(POST|PUT) \/(virtualclusters|applications)\b/,
  ),
  refused(
    "Glue, DataBrew, Data Pipeline, DataSync, DMS",
    ["glue", "databrew", "datapipeline", "datasync", "dms"],
    "a job that moves or changes data",
    "use a function, or run the job yourself with the local cloud's endpoint",
    /^(Create(Job|Crawler|Trigger|Workflow|Session|DevEndpoint|Blueprint|Pipeline|Task|Replication\w+|Agent|Location\w+)|Start\w+|ActivatePipeline|RunStatement)$|^POST \/(profileJobs|recipeJobs|jobs)\b/,
  ),
  refused(
    "Athena, Redshift, QuickSight, EMR's kin",
    ["athena", "redshift", "redshift-data", "quicksight"],
    "a query or a cluster for queries",
    "read the data itself, with DuckDB say",
    /^(StartQueryExecution|CreateCluster|ExecuteStatement|BatchExecuteStatement|RestoreFrom\w+)$|^POST \/accounts\//,
  ),
  refused(
    "RDS, Aurora, Neptune, DocumentDB, DSQL",
    ["rds", "rds-data", "dsql"],
    "a relational, graph or document database",
    "run PostgreSQL, MySQL or MongoDB beside the local cloud",
    /^(Create(DB(Instance|Cluster|InstanceReadReplica|Proxy)|GlobalCluster)|RestoreDB\w+|StartDB\w+)$|^POST \//,
  ),
  refused(
    "ElastiCache, MemoryDB, DAX",
    ["elasticache", "memorydb", "dax"],
    "a cache",
    "run Redis or Memcached beside the local cloud",
    /^Create(CacheCluster|ReplicationGroup|ServerlessCache|Cluster)$/,
  ),
  refused(
    "OpenSearch",
    ["es", "aoss", "osis"],
    "a search domain",
    "run OpenSearch beside the local cloud",
    /^Create\w+$|^POST \/(2015-01-01\/es\/domain|2021-01-01\/opensearch\/domain|2022-01-01\/osis)/,
  ),
  refused(
    "MSK and Amazon MQ",
    ["kafka", "mq"],
    "a broker",
    "run Kafka or RabbitMQ beside the local cloud",
    /^POST \/(v1\/(clusters|brokers|configurations)|api\/v2\/clusters)/,
  ),
  refused(
    "EFS, FSx, Transfer Family",
    ["elasticfilesystem", "fsx", "transfer", "s3-outposts", "s3files"],
    "a file system or a file server",
    "use S3, or a folder of this machine",
    /^Create(FileSystem\w*|Server|Volume|Connector)$|^(POST|PUT) \//,
  ),
  refused(
    "CodeBuild, CodeDeploy, CodePipeline",
    ["codebuild", "codedeploy", "codepipeline"],
    "a build or a deployment",
    "build here and deploy with Terraform or the AWS CLI",
    /^(Create\w+|Start\w+|RetryBuild)$/,
  ),
  refused(
    "SageMaker, Bedrock, Forecast, Personalize",
    ["sagemaker", "bedrock", "bedrock-agentcore", "forecast", "personalize"],
    "a model",
    "use AWS, or a model of your own behind an endpoint",
    /^(Create|Start|Invoke|Run|Register)\w+$|^(POST|PUT) \/(?!tagResource|untagResource|listTags)/,
  ),
  refused(
    "Comprehend, Rekognition, Textract, Transcribe, Polly, Lex",
    ["comprehend", "rekognition", "textract", "transcribe", "polly", "lex"],
    "what such a service would find in a text, a picture or a sound",
    "use AWS, or a stand-in of your own",
    /^(Create|Start|Detect|Batch|Analyze|Compare|Recognize|Search|Classify|Contains)\w+$|^(POST|PUT) \/v1\/(speech|synthesisTasks)|^PUT \/bots/,
  ),
  refused(
    "Synthetics and Fault Injection",
    ["synthetics", "fis"],
    "a canary or an experiment",
    "call the program yourself; the capacity proxy injects faults",
    /^POST \/(canary|experiment)/,
  ),
  refused(
    "Media, games, devices, blockchains, desktops, directories",
    [
      "ivs",
      "kinesisvideo",
      "mediaconnect",
      "medialive",
      "mediapackage",
      "mediapackagev2",
      "mediastore",
      "panorama",
      "managedblockchain",
      "workspaces",
      "workspaces-web",
      "ds",
      "cloudhsm",
      "timestream-influxdb",
    ],
    "such a service",
    "use AWS",
    /^Create\w+$|^(POST|PUT) \/(?!tags\/)/,
  ),
];
