import { jsonOperation, type RequestSender } from "@spillway/signed-requests";
import type { LookServices } from "./look-at-table.ts";

interface Targets {
  readonly ScalableTargets?: readonly { readonly ResourceId?: string }[];
}

/** How long an answer holds: nobody hands a table over each minute. */
const ASK_EVERY_MS = 10 * 60_000;
/** DescribeScalableTargets takes as many ids. */
const IDS_AT_ONCE = 50;

/**
 * Asks Application Auto Scaling whether it steers a table or one of its indexes, every ten minutes. Who
 * gets no answer keeps the last one and asks again the next time, and without one takes it for not
 * steered: `onFailure` is told once.
 *
 * @param autoScaling a sender for the service `application-autoscaling`
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html
 */
export function autoScaledBy(
  autoScaling: RequestSender,
  now: () => number,
  onFailure: (error: unknown) => void,
): LookServices["isAutoScaled"] {
  const describeTargets = jsonOperation<object, Targets>(
    autoScaling,
    "AnyScaleFrontendService.DescribeScalableTargets",
    "1.1",
  );
  const known = new Map<string, { readonly isAutoScaled: boolean; readonly untilMs: number }>();
  let isFailing = false;
  return async (table, indexes) => {
    const answer = known.get(table);
    if (answer !== undefined && answer.untilMs > now()) return answer.isAutoScaled;
    const ids = [`table/${table}`, ...indexes.map((index) => `table/${table}/index/${index}`)];
    try {
      const { ScalableTargets = [] } = await describeTargets({
        ServiceNamespace: "dynamodb",
        ResourceIds: ids.slice(0, IDS_AT_ONCE),
      });
      const isAutoScaled = ScalableTargets.some(({ ResourceId = "" }) => ids.includes(ResourceId));
      isFailing = false;
      known.set(table, { isAutoScaled, untilMs: now() + ASK_EVERY_MS });
      return isAutoScaled;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
      return answer?.isAutoScaled ?? false;
    }
  };
}
