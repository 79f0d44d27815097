import { type ServiceRequest, textIn } from "../service-request.ts";
import { byOperation, everything, type OperationRule, sameName } from "./permission.ts";

const GROUP_ARN = /^(arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+)/;

/** The group's ARN without an ending, from its name or from an ARN with or without `:*`. */
function group(request: ServiceRequest): string {
  const named =
    textIn(request, "logGroupName") ??
    textIn(request, "logGroupIdentifier") ??
    textIn(request, "resourceArn") ??
    "*";
  const [, arn] = GROUP_ARN.exec(named) ?? [];
  return arn ?? `arn:aws:logs:${request.region}:${request.account}:log-group:${named}`;
}

/**
 * A stream of the group; with no stream named, what AWS checks on the group: `….:log-stream:`.
 * So it is that a policy on a group says `log-group:NAME:*`.
 */
function stream(request: ServiceRequest): string {
  return `${group(request)}:log-stream:${textIn(request, "logStreamName") ?? ""}`;
}

const onLogGroups =
  (operation: string): OperationRule =>
  (request) => [
    {
      action: `logs:${operation}`,
      // A list without a group in the request is one of all groups, whatever its prefix.
      resource: `arn:aws:logs:${request.region}:${request.account}:log-group::log-stream:`,
    },
  ];

/**
 * What requests to CloudWatch Logs need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export const logsPermissions = byOperation({
  ...sameName(
    "logs",
    [
      "AssociateKmsKey",
      "CreateLogGroup",
      "CreateLogStream",
      "DeleteLogGroup",
      "DeleteLogStream",
      "DeleteMetricFilter",
      "DeleteRetentionPolicy",
      "DeleteSubscriptionFilter",
      "DescribeLogStreams",
      "DescribeMetricFilters",
      "DescribeSubscriptionFilters",
      "DisassociateKmsKey",
      "FilterLogEvents",
      "GetLogEvents",
      "GetLogGroupFields",
      "PutLogEvents",
      "PutMetricFilter",
      "PutRetentionPolicy",
      "PutSubscriptionFilter",
      "StartQuery",
    ],
    stream,
  ),
  ...sameName(
    "logs",
    ["ListTagsForResource", "ListTagsLogGroup", "TagLogGroup", "TagResource", "UntagLogGroup"],
    group,
  ),
  ...sameName("logs", ["UntagResource"], group),
  DescribeLogGroups: onLogGroups("DescribeLogGroups"),
  ...sameName(
    "logs",
    [
      "DescribeQueries",
      "DescribeQueryDefinitions",
      "DescribeResourcePolicies",
      "GetQueryResults",
      "PutResourcePolicy",
      "StopQuery",
      "TestMetricFilter",
    ],
    everything,
  ),
});
