import { type ServiceRequest, textIn } from "../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  sameName,
} from "./permission.ts";

const OPERATIONS = [
  "DeleteScalingPolicy",
  "DeleteScheduledAction",
  "DeregisterScalableTarget",
  "PutScalingPolicy",
  "PutScheduledAction",
  "RegisterScalableTarget",
];

/** The id in a target's ARN is made by AWS and stands in no request: only a pattern over all holds it. */
const anyTarget = ({ region, account }: ServiceRequest) =>
  `arn:aws:application-autoscaling:${region}:${account}:scalable-target/*`;

const onTarget =
  (operation: string): OperationRule =>
  (request) => [
    {
      action: `application-autoscaling:${operation}`,
      resource: anyTarget(request),
      conditions: conditionsOf({
        "application-autoscaling:service-namespace": textIn(request, "ServiceNamespace"),
        "application-autoscaling:scalable-dimension": textIn(request, "ScalableDimension"),
      }),
    },
  ];

/**
 * What requests to Application Auto Scaling need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_applicationautoscaling.html
 */
export const applicationAutoscalingPermissions = byOperation({
  ...Object.fromEntries(OPERATIONS.map((operation) => [operation, onTarget(operation)])),
  ...sameName(
    "application-autoscaling",
    [
      "DescribeScalableTargets",
      "DescribeScalingActivities",
      "DescribeScalingPolicies",
      "DescribeScheduledActions",
    ],
    everything,
  ),
  ...sameName(
    "application-autoscaling",
    ["ListTagsForResource", "TagResource", "UntagResource"],
    (request) => textIn(request, "ResourceARN") ?? "*",
  ),
});
