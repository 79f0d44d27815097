/** One attribute of a message. */
export interface DeliveryAttribute {
  readonly type: "String" | "Number";
  readonly value: string;
}

/** What is sent to a destination, whichever kind it is of. */
export interface Delivery {
  /** What a queue, a topic or a function gets, and what a bus gets as detail: JSON. */
  readonly body: string;
  /** Of the message to a queue or topic. */
  readonly attributes?: Readonly<Record<string, DeliveryAttribute>>;
  /** What makes it an event of a bus. */
  readonly event?: { readonly detailType: string; readonly resources: readonly string[] };
  /** What a bucket gets, perhaps with more than the others are told. */
  readonly object?: { readonly key: string; readonly body: string };
}
