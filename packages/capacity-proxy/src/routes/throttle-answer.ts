import type { Refusal } from "@spillway/capacity";
import { type Answer, errorAnswer } from "../http/answer.ts";

interface ThrottleError {
  readonly exception: string;
  /** The code of the same error in a transaction's `CancellationReasons`. */
  readonly cancellationCode: string;
  readonly message: string;
}

const CAPACITY_NOW =
  "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";

/**
 * Which error DynamoDB gives for a refusal, and its words.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-diagnosing-workflow.html
 */
function throttleError(refusal: Refusal): ThrottleError {
  if (refusal.reason.endsWith("AccountLimitExceeded")) {
    return {
      exception: "RequestLimitExceeded",
      cancellationCode: "ThrottlingError",
      message:
        "Throughput exceeds the current throughput limit for your account. Please contact AWS Support at https://aws.amazon.com/support to request a limit increase",
    };
  }
  if (refusal.reason.endsWith("MaxOnDemandThroughputExceeded")) {
    return throttlingException(
      "Throughput exceeds the maximum OnDemandThroughput configured on table or index",
    );
  }
  if (!refusal.provisioned) return throttlingException(CAPACITY_NOW);
  return {
    exception: "ProvisionedThroughputExceededException",
    cancellationCode: "ProvisionedThroughputExceeded",
    message:
      refusal.resource.index === undefined
        ? "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API."
        : "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API.",
  };
}

function throttlingException(message: string): ThrottleError {
  return { exception: "ThrottlingException", cancellationCode: "ThrottlingError", message };
}

/** The exception for a request of which nothing was taken, with each reason and resource once. */
export function throttleAnswer(refusals: readonly [Refusal, ...Refusal[]]): Answer {
  const { exception, message } = throttleError(refusals[0]);
  const reasons = new Map(
    refusals.map(({ reason, arn }) => [`${reason} ${arn}`, { reason, resource: arn }]),
  );
  return errorAnswer(400, exception, message, { ThrottlingReasons: [...reasons.values()] });
}

/**
 * The exception for a transaction that was refused.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 *
 * @param refusals for each write of the transaction, in order: what refused it, if anything did
 */
export function canceledTransactionAnswer(refusals: readonly (Refusal | undefined)[]): Answer {
  const reasons = refusals.map((refusal) => {
    if (refusal === undefined) return { Code: "None" };
    const { cancellationCode, message } = throttleError(refusal);
    return { Code: cancellationCode, Message: message };
  });
  const codes = reasons.map((reason) => reason.Code).join(", ");
  return errorAnswer(
    400,
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}
