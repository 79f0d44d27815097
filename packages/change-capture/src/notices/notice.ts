import type { ChangeEvent } from "../change-event.ts";
import type { NoticeRule } from "./notice-rule.ts";
import { exactNumber, plainObject } from "./plain-json.ts";

/** A message about one change by one rule. */
export interface Notice {
  /** `<event id>#<rule>`: the same each time that the change comes. */
  readonly id: string;
  readonly change: ChangeEvent;
  readonly subject: string | undefined;
  /** JSON. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

// https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html: attributes count too.
/** Bytes of a message, and of all messages of one PublishBatch together, attributes among them. */
export const NOTICE_MAX_BYTES = 256 * 1024;
/** Left for attributes, their names and types, and the subject: a rule and a table have short names. */
const ATTRIBUTE_BYTES = 2_048;

/** The id of what a rule has to say of a change. */
export function noticeId(change: ChangeEvent, rule: NoticeRule): string {
  return `${change.eventId}#${rule.name}`;
}

/**
 * What is published of a change. Values are plain JSON; numbers that a double does not hold are text.
 * Images that do not fit into a message are left out, and `left_out` names them.
 */
export function noticeOf(change: ChangeEvent, rule: NoticeRule): Notice {
  return {
    id: noticeId(change, rule),
    change,
    subject: rule.subject,
    body: bodyOf(change, rule.name),
    attributes: {
      event_type: change.type,
      table: change.table,
      rule: rule.name,
      changed_by: change.by,
      event_id: change.eventId,
    },
  };
}

/** What SNS counts of a notice, at most. */
export function noticeBytes(notice: Notice): number {
  return Buffer.byteLength(notice.body) + ATTRIBUTE_BYTES;
}

function bodyOf(change: ChangeEvent, rule: string): string {
  const { oldImage, newImage } = change;
  const head = {
    ...{ event_id: change.eventId, rule, type: change.type, by: change.by },
    ...{ table: change.table, region: change.region, keys: plainObject(change.keys, exactNumber) },
  };
  const tail = { at: change.at, sequence_number: change.sequenceNumber };
  const changed = change.changedAttributes;
  const whole = JSON.stringify({
    ...head,
    old: oldImage && plainObject(oldImage, exactNumber),
    new: newImage && plainObject(newImage, exactNumber),
    changed,
    ...tail,
  });
  if (fits(whole)) return whole;
  const bare = JSON.stringify({ ...head, changed, ...tail, left_out: ["old", "new"] });
  if (fits(bare)) return bare;
  // Names of attributes can be long too.
  return JSON.stringify({ ...head, ...tail, left_out: ["old", "new", "changed"] });
}

function fits(body: string): boolean {
  return Buffer.byteLength(body) <= NOTICE_MAX_BYTES - ATTRIBUTE_BYTES;
}
