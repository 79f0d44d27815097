/** What a processor is invoked with to replay records. */
export interface ReplayEvent {
  readonly Records: readonly unknown[];
  readonly replay: {
    /** What the records were found in: an object's key, a message's id. In the processor's log. */
    readonly id: string;
  };
}

export interface ReplayLimits {
  /** Records of one invocation, at most. Default 1,000. */
  readonly records?: number;
  /** Bytes of one invocation's event, at most. Default 6,000,000: Lambda takes 6 MB. */
  readonly bytes?: number;
}

const MAX_RECORDS = 1_000;
const MAX_BYTES = 6_000_000;
/** Of the event around the records, without the id. */
const FRAME_BYTES = 64;

/**
 * Records in parts that one invocation each replays, in their order. A record that is larger alone is alone.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function replayBatches<Record>(
  records: readonly Record[],
  id: string,
  { records: most = MAX_RECORDS, bytes: mostBytes = MAX_BYTES }: ReplayLimits = {},
): readonly (readonly Record[])[] {
  const batches: Record[][] = [];
  const frame = FRAME_BYTES + Buffer.byteLength(id);
  let bytes = frame;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    const last = batches.at(-1);
    if (last === undefined || last.length >= most || bytes + size > mostBytes) {
      batches.push([record]);
      bytes = frame + size;
    } else {
      last.push(record);
      bytes += size;
    }
  }
  return batches;
}
