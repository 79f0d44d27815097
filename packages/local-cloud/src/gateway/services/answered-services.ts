import type { ServedService } from "./served-service.ts";

/** Services of which moto keeps what it is given. Some of what they could run is refused. */
export const ANSWERED: readonly ServedService[] = [
  {
    title: "KMS",
    names: ["kms"],
    standing: "answered",
    sentence: "Keys, aliases and policies; encrypts, decrypts and signs; keys do not rotate.",
  },
  {
    title: "Secrets Manager, Parameter Store, AppConfig",
    names: ["secretsmanager", "ssm", "appconfig"],
    standing: "answered",
    sentence:
      "Secrets, parameters and configurations are kept; nothing rotates, no machine is managed.",
    refuses: [
      {
        asked: /^RotateSecret$/,
        what: "the rotation of a secret",
        instead: "put a new version with PutSecretValue",
      },
      {
        asked: /^(SendCommand|StartAutomationExecution|StartSession|CreateAssociation)$/,
        what: "a command of Systems Manager",
        instead: "there are no machines here; use AWS",
      },
    ],
  },
  {
    title: "Application Auto Scaling",
    names: ["application-autoscaling"],
    standing: "answered",
    sentence: "Targets, policies and scheduled actions are kept; nothing scales by them.",
  },
  {
    title: "Kinesis",
    names: ["kinesis"],
    standing: "answered",
    sentence: "Streams take records and give them back; no function is triggered by them.",
    refuses: [
      {
        asked: /^RegisterStreamConsumer$/,
        what: "an enhanced fan-out consumer",
        instead: "read the stream with GetRecords",
      },
    ],
  },
  {
    title: "Cognito",
    names: ["cognito-idp", "cognito-identity"],
    standing: "answered",
    sentence: "User pools, users, sign-in and tokens; no trigger runs.",
    refuses: [
      {
        asked: /^(Create|Update)UserPool$/,
        body: /"LambdaConfig"\s*:\s*\{\s*"/,
        what: "a Lambda trigger of a user pool",
        instead: "leave LambdaConfig out",
      },
    ],
  },
  {
    title: "Networks and names",
    names: [
      "route53",
      "route53domains",
      "route53resolver",
      "servicediscovery",
      "acm",
      "acm-pca",
      "directconnect",
      "network-firewall",
      "networkmanager",
      "vpc-lattice",
      "appmesh",
      "wafv2",
      "shield",
    ],
    standing: "answered",
    sentence:
      "Zones, certificates, filters and the like are kept; no name resolves, no traffic passes.",
  },
  {
    title: "EC2",
    names: ["ec2", "ec2-instance-connect", "ebs"],
    standing: "answered",
    sentence: "Networks, subnets, security groups, volumes and images are kept; no machine starts.",
    refuses: [
      {
        asked: /^(RunInstances|StartInstances|RequestSpot\w+|CreateFleet|RunScheduledInstances)$/,
        what: "an EC2 instance",
        instead: "run the program yourself, or deploy a Lambda function",
      },
    ],
  },
  {
    title: "Repositories and catalogues",
    names: ["ecr", "codecommit", "servicecatalog", "signer", "lakeformation", "aws-marketplace"],
    standing: "answered",
    sentence: "What is registered is kept.",
  },
  {
    title: "E-mail and messages to people",
    names: ["ses", "mobiletargeting", "connect", "connect-campaigns"],
    standing: "answered",
    sentence: "What is sent is recorded; nothing leaves this machine.",
  },
  {
    title: "Watching and governing",
    names: [
      "account",
      "aps",
      "backup",
      "budgets",
      "ce",
      "cloudtrail",
      "config",
      "guardduty",
      "identitystore",
      "inspector2",
      "macie2",
      "organizations",
      "ram",
      "resiliencehub",
      "resource-groups",
      "securityhub",
      "servicequotas",
      "sso",
      "support",
      "tagging",
      "xray",
    ],
    standing: "answered",
    sentence: "What is set up is kept; nothing is watched, found, traced or counted by it.",
    refuses: [
      {
        asked: /^PUT \/backup\/plans\/?$|^PUT \/backup-jobs\/?$/,
        what: "a backup plan or job",
        instead: "tables can be backed up with CreateBackup",
      },
    ],
  },
  {
    title: "Other stores",
    names: ["clouddirectory", "glacier", "sdb", "s3tables", "s3vectors", "swf", "timestream"],
    standing: "answered",
    sentence: "moto keeps and gives back what it is given.",
  },
];
