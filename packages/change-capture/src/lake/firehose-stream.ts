import { AwsServiceError, jsonOperation, type RequestSender } from "@spillway/signed-requests";
import type { DeliveryStream } from "./delivery-stream.ts";

interface PutRecordBatchInput {
  readonly DeliveryStreamName: string;
  readonly Records: readonly { readonly Data: string }[];
}
interface PutRecordBatchOutput {
  readonly FailedPutCount?: number;
  readonly RequestResponses?: readonly {
    readonly RecordId?: string;
    readonly ErrorCode?: string;
    readonly ErrorMessage?: string;
  }[];
}

const SERVER_FAULT = 500;

/**
 * A delivery stream reached through a sender for Firehose.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 */
export function firehoseStream(firehose: RequestSender, name: string): DeliveryStream {
  const putRecordBatch = jsonOperation<PutRecordBatchInput, PutRecordBatchOutput>(
    firehose,
    "Firehose_20150804.PutRecordBatch",
    "1.1",
  );
  return {
    async put(records) {
      const { FailedPutCount = 0, RequestResponses = [] } = await putRecordBatch({
        DeliveryStreamName: name,
        Records: records.map(({ data }) => ({ Data: data })),
      });
      if (FailedPutCount === 0) return new Map();
      return new Map(
        records.flatMap((record, place) => {
          const { RecordId, ErrorCode, ErrorMessage } = RequestResponses[place] ?? {};
          if (RecordId !== undefined) return [];
          // Firehose refuses single records only for what passes: throughput and its own faults.
          const error = new AwsServiceError(
            ErrorCode ?? "NotAnswered",
            ErrorMessage ?? "Firehose did not say what became of a record",
            SERVER_FAULT,
          );
          return [[record, error] as const];
        }),
      );
    },
  };
}
