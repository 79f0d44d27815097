import type { ChangeEvent } from "../change-event.ts";
import { sendParts } from "../failures/send-parts.ts";
import type { FailedChange, Sink, SinkContext } from "../sink.ts";
import { NOTICE_MAX_BYTES, type Notice, noticeBytes, noticeId, noticeOf } from "./notice.ts";
import type { NoticeLedger } from "./notice-ledger.ts";
import type { NoticeRule } from "./notice-rule.ts";
import { ruleMatcher } from "./rule-view.ts";
import { TOPIC_BATCH, type Topic } from "./topic.ts";

/** How changes are announced. */
export interface NoticeSinkOptions {
  readonly rules: readonly NoticeRule[];
  readonly topic: Topic;
  readonly ledger: NoticeLedger;
  /** Notices were published. */
  readonly onSent?: (count: number) => void;
  /** Notices were not published, since they had been before. */
  readonly onRepeated?: (count: number) => void;
  /** Notices were published, but not remembered: they go out again if the batch comes again. */
  readonly onForgotten?: (count: number, error: unknown) => void;
}

/** Changes at once: ten requests to the topic. */
const WAVE = 100;

/**
 * Publishes notices of the changes that rules match, in the order of each item, and not again what was
 * published before. Between publishing and remembering a function can be killed, and the answer to a
 * request that SNS has taken can be lost: then a notice comes twice, and its attributes `event_id` and
 * `rule` tell.
 */
export function noticeSink(options: NoticeSinkOptions): Sink {
  const { ledger, onRepeated } = options;
  const rulesOf = ruleMatcher(options.rules);
  return {
    name: "notices",
    async write(changes, context) {
      const failed: FailedChange[] = [];
      const matched = new Map<ChangeEvent, readonly NoticeRule[]>();
      const ids = new Set<string>();
      let repeated = 0;
      for (const change of changes) {
        try {
          const rules = rulesOf(change);
          // Failures that are replayed together may hold the same change.
          const first = rules.filter((rule) => !ids.has(noticeId(change, rule)));
          repeated += rules.length - first.length;
          if (first.length === 0) continue;
          matched.set(change, first);
          for (const rule of first) ids.add(noticeId(change, rule));
        } catch (error) {
          failed.push({ change, error });
        }
      }
      if (ids.size === 0) return failed;
      let sent: ReadonlySet<string>;
      try {
        sent = await ledger.sent([...ids], context.retry);
      } catch (error) {
        // Changes that nobody is told of do not need the ledger.
        return [...failed, ...Array.from(matched.keys(), (change) => ({ change, error }))];
      }
      repeated += sent.size;
      if (repeated > 0) onRepeated?.(repeated);
      const due = [...matched.keys()].filter((change) =>
        matched.get(change)?.some((rule) => !sent.has(noticeId(change, rule))),
      );
      const unpublished = await context.inBatches(due, WAVE, (wave) => {
        const notices = wave.flatMap((change) =>
          (matched.get(change) ?? [])
            .filter((rule) => !sent.has(noticeId(change, rule)))
            .map((rule) => noticeOf(change, rule)),
        );
        return publishAll(notices, options, context.retry);
      });
      return [...failed, ...unpublished];
    },
  };
}

async function publishAll(
  notices: readonly Notice[],
  { topic, ledger, onSent, onForgotten }: NoticeSinkOptions,
  retry: SinkContext["retry"],
): Promise<readonly FailedChange[]> {
  const failures = await Promise.all(
    batches(notices).map((batch) => sendParts(batch, (some) => topic.publish(some), retry)),
  );
  const errors = new Map(failures.flatMap((failed) => [...failed]));
  const published = notices.filter((notice) => !errors.has(notice)).map(({ id }) => id);
  if (published.length > 0) {
    onSent?.(published.length);
    try {
      await ledger.remember(published, retry);
    } catch (error) {
      // To fail the changes would publish them again, for certain.
      onForgotten?.(published.length, error);
    }
  }
  return [
    ...new Map([...errors].map(([{ change }, error]) => [change, { change, error }])).values(),
  ];
}

/** Notices in the requests in which they go: at most 10, and as many bytes as SNS takes. */
function batches(notices: readonly Notice[]): Notice[][] {
  const list: Notice[][] = [];
  let batch: Notice[] = [];
  let bytes = 0;
  for (const notice of notices) {
    const size = noticeBytes(notice);
    if (batch.length === TOPIC_BATCH || bytes + size > NOTICE_MAX_BYTES) {
      batch = [];
      bytes = 0;
    }
    if (batch.length === 0) list.push(batch);
    batch.push(notice);
    bytes += size;
  }
  return list;
}
