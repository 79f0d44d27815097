/** Documents of a bucket that are kept as they were set, by the query that names them. */
export const DOCUMENTS = {
  accelerate: { root: "AccelerateConfiguration", many: false, motoToo: true },
  analytics: { root: "AnalyticsConfiguration", many: true, motoToo: false },
  "intelligent-tiering": { root: "IntelligentTieringConfiguration", many: true, motoToo: false },
  lifecycle: { root: "LifecycleConfiguration", many: false, motoToo: true },
  logging: { root: "BucketLoggingStatus", many: false, motoToo: true },
  metrics: { root: "MetricsConfiguration", many: true, motoToo: false },
  requestPayment: { root: "RequestPaymentConfiguration", many: false, motoToo: false },
} as const;

/** A kind of document. */
export type DocumentKind = keyof typeof DOCUMENTS;

/** The document, or all of a kind, that a request is about. */
export interface DocumentPlace {
  readonly bucket: string;
  readonly kind: DocumentKind;
  /** Of the kinds of which a bucket has many; undefined for all of them. */
  readonly id: string | undefined;
}

/** Which document an address names; undefined when it names none that is kept. */
export function documentPlace(url: string): DocumentPlace | undefined {
  const bucket = bucketOf(url);
  if (bucket === undefined) return undefined;
  const query = new URLSearchParams(url.split("?", 2)[1] ?? "");
  const kind = [...query.keys()].find(isKind);
  if (kind === undefined) return undefined;
  return { bucket, kind, id: DOCUMENTS[kind].many ? (query.get("id") ?? undefined) : undefined };
}

/** The bucket that an address is about; undefined when it is about an object, or all buckets. */
export function bucketOf(url: string): string | undefined {
  return /^\/([^/?]+)\/?(?:\?|$)/.exec(url)?.[1];
}

function isKind(name: string): name is DocumentKind {
  return Object.hasOwn(DOCUMENTS, name);
}

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
const LISTS: Partial<Record<DocumentKind, string>> = {
  analytics: "ListBucketAnalyticsConfigurationsResult",
  "intelligent-tiering": "ListBucketIntelligentTieringConfigurationsOutput",
  metrics: "ListMetricsConfigurationsResult",
};

/** The answer that lists all documents of a kind. */
export function documentList(kind: DocumentKind, documents: readonly string[]): string {
  const root = LISTS[kind] ?? "ListResult";
  const inner = documents.map((document) => document.replace(/^\s*<\?xml[^>]*\?>/, "")).join("");
  return `<${root} xmlns="${NAMESPACE}"><IsTruncated>false</IsTruncated>${inner}</${root}>`;
}

/** What a bucket has before anybody set it. */
export function defaultDocument(kind: DocumentKind): string | undefined {
  if (kind !== "requestPayment") return undefined;
  const { root } = DOCUMENTS[kind];
  return `<${root} xmlns="${NAMESPACE}"><Payer>BucketOwner</Payer></${root}>`;
}
