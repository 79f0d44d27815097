import { type ServiceRequest, textIn } from "../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  type Permission,
  sameName,
} from "./permission.ts";

const topic = (request: ServiceRequest) => textIn(request, "TopicArn") ?? "*";

/** A subscription's ARN is its topic's and one part more. */
function topicOfSubscription(request: ServiceRequest): string {
  const arn = textIn(request, "SubscriptionArn") ?? "";
  return arn.split(":").slice(0, 6).join(":") || "*";
}

const PUBLISHED_TO = ["TopicArn", "TargetArn", "PhoneNumber"];

/** A topic, an endpoint of an application, or a telephone number, which is no resource. */
const publish: OperationRule = (request) => {
  const named = PUBLISHED_TO.filter((name) => textIn(request, name) !== undefined);
  return (named.length === 0 ? PUBLISHED_TO.slice(0, 1) : named).map((name) => ({
    action: "sns:Publish",
    resource: (name === "PhoneNumber" ? undefined : textIn(request, name)) ?? "*",
  }));
};

const subscribe: OperationRule = (request): readonly Permission[] => [
  {
    action: "sns:Subscribe",
    resource: topic(request),
    conditions: conditionsOf({
      "sns:Protocol": textIn(request, "Protocol"),
      "sns:Endpoint": textIn(request, "Endpoint"),
    }),
  },
];

/**
 * What requests to SNS need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const snsPermissions = byOperation({
  Publish: publish,
  PublishBatch: publish,
  Subscribe: subscribe,
  CreateTopic: (request) => [
    {
      action: "sns:CreateTopic",
      resource: `arn:aws:sns:${request.region}:${request.account}:${textIn(request, "Name") ?? ""}`,
    },
  ],
  ...sameName(
    "sns",
    [
      "AddPermission",
      "ConfirmSubscription",
      "DeleteTopic",
      "GetTopicAttributes",
      "ListSubscriptionsByTopic",
      "RemovePermission",
      "SetTopicAttributes",
    ],
    topic,
  ),
  ...sameName(
    "sns",
    ["GetSubscriptionAttributes", "SetSubscriptionAttributes", "Unsubscribe"],
    topicOfSubscription,
  ),
  ...sameName(
    "sns",
    [
      "GetDataProtectionPolicy",
      "ListTagsForResource",
      "PutDataProtectionPolicy",
      "TagResource",
      "UntagResource",
    ],
    (request) => textIn(request, "ResourceArn") ?? "*",
  ),
  ...sameName("sns", ["GetSMSAttributes", "ListSubscriptions", "ListTopics"], everything),
});
