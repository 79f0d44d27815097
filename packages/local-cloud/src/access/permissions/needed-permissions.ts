import { apigatewayPermissions } from "./apigateway.ts";
import { applicationAutoscalingPermissions } from "./application-autoscaling.ts";
import { cloudwatchPermissions } from "./cloudwatch.ts";
import { dynamodbPermissions } from "./dynamodb/dynamodb.ts";
import { eventsPermissions } from "./events.ts";
import { iamPermissions } from "./iam.ts";
import { kmsPermissions } from "./kms.ts";
import { lambdaPermissions } from "./lambda.ts";
import { logsPermissions } from "./logs.ts";
import type { PermissionsOf } from "./permission.ts";
import { s3Permissions } from "./s3/s3.ts";
import { schedulerPermissions } from "./scheduler.ts";
import { snsPermissions } from "./sns.ts";
import { sqsPermissions } from "./sqs.ts";
import { stsPermissions } from "./sts.ts";

/** One table for each service, by its signing name. */
const TABLES: Readonly<Record<string, PermissionsOf>> = {
  apigateway: apigatewayPermissions,
  "application-autoscaling": applicationAutoscalingPermissions,
  dynamodb: dynamodbPermissions,
  events: eventsPermissions,
  iam: iamPermissions,
  kms: kmsPermissions,
  lambda: lambdaPermissions,
  logs: logsPermissions,
  monitoring: cloudwatchPermissions,
  s3: s3Permissions,
  scheduler: schedulerPermissions,
  sns: snsPermissions,
  sqs: sqsPermissions,
  sts: stsPermissions,
};

/** What a request needs to be allowed; undefined when no table knows it. */
export const neededPermissions: PermissionsOf = (request) => {
  const table = Object.hasOwn(TABLES, request.service) ? TABLES[request.service] : undefined;
  return table?.(request);
};

/** Condition keys that the tables give values to; the engine adds those of the principal. */
export const SERVICE_CONDITION_KEYS: readonly string[] = [
  "application-autoscaling:scalable-dimension",
  "application-autoscaling:service-namespace",
  "cloudwatch:namespace",
  "dynamodb:Attributes",
  "dynamodb:EnclosingOperation",
  "dynamodb:LeadingKeys",
  "dynamodb:ReturnConsumedCapacity",
  "dynamodb:ReturnValues",
  "dynamodb:Select",
  "events:detail-type",
  "events:source",
  "iam:PassedToService",
  "iam:PolicyARN",
  "kms:RequestAlias",
  "lambda:FunctionArn",
  "lambda:FunctionUrlAuthType",
  "lambda:InvokedViaFunctionUrl",
  "s3:delimiter",
  "s3:max-keys",
  "s3:prefix",
  "sns:Endpoint",
  "sns:Protocol",
  "sts:ExternalId",
  "sts:RoleSessionName",
];
