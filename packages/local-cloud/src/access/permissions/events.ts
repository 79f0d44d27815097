import { listIn, membersOf, type ServiceRequest, textIn } from "../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  sameName,
} from "./permission.ts";

const DEFAULT_BUS = "default";

const arnOf = ({ region, account }: ServiceRequest, rest: string) =>
  `arn:aws:events:${region}:${account}:${rest}`;

function busArn(request: ServiceRequest, bus: string): string {
  return bus.startsWith("arn:") ? bus : arnOf(request, `event-bus/${bus}`);
}

/** A rule of the default bus, or `rule/<bus>/<rule>`. */
const rule =
  (member: "Name" | "Rule") =>
  (request: ServiceRequest): string => {
    const bus = textIn(request, "EventBusName")?.split("/").at(-1) ?? DEFAULT_BUS;
    const name = textIn(request, member) ?? "";
    return arnOf(request, bus === DEFAULT_BUS ? `rule/${name}` : `rule/${bus}/${name}`);
  };

/** One check for each event: another bus, another source. */
const putEvents: OperationRule = (request) =>
  listIn(request, "Entries").map((entry) => {
    const { EventBusName: bus, Source: source, DetailType: type } = membersOf(entry);
    return {
      action: "events:PutEvents",
      resource: busArn(request, typeof bus === "string" ? bus : DEFAULT_BUS),
      conditions: conditionsOf({
        "events:source": typeof source === "string" ? source : undefined,
        "events:detail-type": typeof type === "string" ? type : undefined,
      }),
    };
  });

/**
 * What requests to EventBridge need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export const eventsPermissions = byOperation({
  PutEvents: putEvents,
  ...sameName(
    "events",
    ["DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "PutRule"],
    rule("Name"),
  ),
  ...sameName("events", ["ListTargetsByRule", "PutTargets", "RemoveTargets"], rule("Rule")),
  ...sameName("events", ["CreateEventBus", "DeleteEventBus", "DescribeEventBus"], (request) =>
    busArn(request, textIn(request, "Name") ?? DEFAULT_BUS),
  ),
  ...sameName("events", ["PutPermission", "RemovePermission"], (request) =>
    busArn(request, textIn(request, "EventBusName") ?? DEFAULT_BUS),
  ),
  ...sameName(
    "events",
    ["ListTagsForResource", "TagResource", "UntagResource"],
    (request) => textIn(request, "ResourceARN") ?? "*",
  ),
  ...sameName(
    "events",
    ["ListEventBuses", "ListRuleNamesByTarget", "ListRules", "TestEventPattern"],
    everything,
  ),
});
