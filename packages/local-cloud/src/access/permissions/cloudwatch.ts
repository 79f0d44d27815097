import { listIn, type ServiceRequest, textIn } from "../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  sameName,
} from "./permission.ts";

const alarmArn = ({ region, account }: ServiceRequest, name: string) =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;

const alarm = (request: ServiceRequest) => alarmArn(request, textIn(request, "AlarmName") ?? "");

/** One check for each alarm that is named; all alarms when none is. */
const onEachAlarm =
  (operation: string): OperationRule =>
  (request) => {
    const names = listIn(request, "AlarmNames").map(String);
    return (names.length === 0 ? ["*"] : names).map((name) => ({
      action: `cloudwatch:${operation}`,
      resource: alarmArn(request, name),
    }));
  };

const dashboardArn = ({ account }: ServiceRequest, name: string) =>
  `arn:aws:cloudwatch::${account}:dashboard/${name}`;

const dashboard = (request: ServiceRequest) =>
  dashboardArn(request, textIn(request, "DashboardName") ?? "");

/**
 * What requests to CloudWatch need. Metrics are no resources: a policy narrows writing by the
 * namespace.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export const cloudwatchPermissions = byOperation({
  PutMetricData: (request) => [
    {
      action: "cloudwatch:PutMetricData",
      resource: "*",
      conditions: conditionsOf({ "cloudwatch:namespace": textIn(request, "Namespace") }),
    },
  ],
  ...sameName(
    "cloudwatch",
    [
      "DescribeAlarmsForMetric",
      "DescribeAnomalyDetectors",
      "DescribeInsightRules",
      "GetMetricData",
      "GetMetricStatistics",
      "GetMetricWidgetImage",
      "ListDashboards",
      "ListMetrics",
    ],
    everything,
  ),
  ...sameName("cloudwatch", ["PutMetricAlarm", "PutCompositeAlarm", "SetAlarmState"], alarm),
  DescribeAlarmHistory: (request) => [
    {
      action: "cloudwatch:DescribeAlarmHistory",
      resource: alarmArn(request, textIn(request, "AlarmName") ?? "*"),
    },
  ],
  DescribeAlarms: onEachAlarm("DescribeAlarms"),
  DeleteAlarms: onEachAlarm("DeleteAlarms"),
  DisableAlarmActions: onEachAlarm("DisableAlarmActions"),
  EnableAlarmActions: onEachAlarm("EnableAlarmActions"),
  ...sameName("cloudwatch", ["GetDashboard", "PutDashboard"], dashboard),
  DeleteDashboards: (request) =>
    listIn(request, "DashboardNames").map((name) => ({
      action: "cloudwatch:DeleteDashboards",
      resource: dashboardArn(request, String(name)),
    })),
  ...sameName(
    "cloudwatch",
    ["ListTagsForResource", "TagResource", "UntagResource"],
    (request) => textIn(request, "ResourceARN") ?? "*",
  ),
});
