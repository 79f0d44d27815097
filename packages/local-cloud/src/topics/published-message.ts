/** An attribute of a message as SNS has it. */
export interface TopicAttribute {
  /** `String`, `Number`, `Binary`, `String.Array`. */
  readonly type: string;
  /** Text; base64 of binary. */
  readonly value: string;
}

/** A message that was published to a topic. */
export interface PublishedMessage {
  /** Of an entry of a batch. */
  readonly entryId: string | undefined;
  readonly message: string;
  readonly subject: string | undefined;
  /** `json`: the message holds a text for each protocol. */
  readonly structure: string | undefined;
  readonly attributes: Readonly<Record<string, TopicAttribute>>;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

const BATCH = "PublishBatchRequestEntries.member.";

/**
 * The messages of a Publish or PublishBatch request.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publishedMessages(form: URLSearchParams): readonly PublishedMessage[] {
  if (form.get("Action") !== "PublishBatch") return [messageAt(form, "")];
  const numbers = [...form.keys()].flatMap((name) => {
    const number = name.startsWith(BATCH) ? name.slice(BATCH.length).split(".", 1) : [];
    return number.map(Number);
  });
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .map((number) => messageAt(form, `${BATCH}${number}.`));
}

function messageAt(form: URLSearchParams, prefix: string): PublishedMessage {
  const member = (name: string) => form.get(prefix + name) ?? undefined;
  return {
    entryId: member("Id"),
    message: member("Message") ?? "",
    subject: member("Subject"),
    structure: member("MessageStructure"),
    attributes: attributesAt(form, `${prefix}MessageAttributes.entry.`),
    groupId: member("MessageGroupId"),
    deduplicationId: member("MessageDeduplicationId"),
  };
}

function attributesAt(form: URLSearchParams, prefix: string): Record<string, TopicAttribute> {
  const attributes: Record<string, TopicAttribute> = {};
  for (let number = 1; form.has(`${prefix}${number}.Name`); number += 1) {
    const value = (name: string) => form.get(`${prefix}${number}.Value.${name}`);
    attributes[form.get(`${prefix}${number}.Name`) ?? ""] = {
      type: value("DataType") ?? "String",
      value: value("StringValue") ?? value("BinaryValue") ?? "",
    };
  }
  return attributes;
}

/**
 * The ids that SNS gave the messages of a request, by the entry's id, or by undefined for a single one.
 * What failed of a batch has none.
 *
 * @param answer SNS's, XML
 */
export function messageIds(answer: string): ReadonlyMap<string | undefined, string> {
  const members = answer.split("<member>").slice(1);
  const textOf = (xml: string, name: string) =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const parts = members.length === 0 ? [answer] : members;
  return new Map(
    parts.flatMap((part) => {
      const id = textOf(part, "MessageId");
      return id === undefined ? [] : [[textOf(part, "Id"), id] as const];
    }),
  );
}
