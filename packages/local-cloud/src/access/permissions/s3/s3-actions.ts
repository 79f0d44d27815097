import type { ServiceRequest } from "../../service-request.ts";

type Methods = Readonly<Partial<Record<string, string>>>;

const readAndWritten = (name: string): Methods => ({
  GET: `s3:Get${name}`,
  PUT: `s3:Put${name}`,
  // Taking a configuration away is a way of writing it.
  DELETE: `s3:Put${name}`,
});

/** What a request is about, by the parameter that names a part of the bucket. */
const BUCKET_PARTS: Readonly<Record<string, Methods>> = {
  accelerate: readAndWritten("AccelerateConfiguration"),
  acl: readAndWritten("BucketAcl"),
  analytics: readAndWritten("AnalyticsConfiguration"),
  cors: readAndWritten("BucketCORS"),
  encryption: readAndWritten("EncryptionConfiguration"),
  "intelligent-tiering": readAndWritten("IntelligentTieringConfiguration"),
  inventory: readAndWritten("InventoryConfiguration"),
  lifecycle: readAndWritten("LifecycleConfiguration"),
  location: { GET: "s3:GetBucketLocation" },
  logging: readAndWritten("BucketLogging"),
  metrics: readAndWritten("MetricsConfiguration"),
  notification: readAndWritten("BucketNotification"),
  "object-lock": readAndWritten("BucketObjectLockConfiguration"),
  ownershipControls: readAndWritten("BucketOwnershipControls"),
  policy: { ...readAndWritten("BucketPolicy"), DELETE: "s3:DeleteBucketPolicy" },
  policyStatus: { GET: "s3:GetBucketPolicyStatus" },
  publicAccessBlock: readAndWritten("BucketPublicAccessBlock"),
  replication: readAndWritten("ReplicationConfiguration"),
  requestPayment: readAndWritten("BucketRequestPayment"),
  tagging: readAndWritten("BucketTagging"),
  uploads: { GET: "s3:ListBucketMultipartUploads" },
  versioning: readAndWritten("BucketVersioning"),
  versions: { GET: "s3:ListBucketVersions" },
  website: { ...readAndWritten("BucketWebsite"), DELETE: "s3:DeleteBucketWebsite" },
};

const BUCKET: Methods = {
  GET: "s3:ListBucket",
  HEAD: "s3:ListBucket",
  PUT: "s3:CreateBucket",
  DELETE: "s3:DeleteBucket",
};

const ofObject = (name: string): Methods => ({ GET: `s3:Get${name}`, PUT: `s3:Put${name}` });

const OBJECT_PARTS: Readonly<Record<string, Methods>> = {
  acl: ofObject("ObjectAcl"),
  "legal-hold": ofObject("ObjectLegalHold"),
  restore: { POST: "s3:RestoreObject" },
  retention: ofObject("ObjectRetention"),
  select: { POST: "s3:GetObject" },
  tagging: { ...ofObject("ObjectTagging"), DELETE: "s3:DeleteObjectTagging" },
  uploadId: {
    GET: "s3:ListMultipartUploadParts",
    PUT: "s3:PutObject",
    POST: "s3:PutObject",
    DELETE: "s3:AbortMultipartUpload",
  },
  uploads: { POST: "s3:PutObject" },
};

const OBJECT: Methods = {
  GET: "s3:GetObject",
  HEAD: "s3:GetObject",
  PUT: "s3:PutObject",
  DELETE: "s3:DeleteObject",
};

/** Actions that have a twin for a version that is named. */
const VERSIONED = new Set([
  "s3:DeleteObject",
  "s3:DeleteObjectTagging",
  "s3:GetObject",
  "s3:GetObjectAcl",
  "s3:GetObjectTagging",
  "s3:PutObjectAcl",
  "s3:PutObjectTagging",
]);

/** The methods of the part that is named, or else of the whole; undefined when two parts are named. */
function methodsOf(
  query: URLSearchParams,
  parts: Readonly<Record<string, Methods>>,
  whole: Methods,
): Methods | undefined {
  const [part, ...more] = Object.keys(parts).filter((name) => query.has(name));
  if (more.length > 0) return undefined;
  return part === undefined ? whole : parts[part];
}

/** The action of a request on a bucket; undefined when it is not known. */
export function bucketAction({ method, query }: ServiceRequest): string | undefined {
  return methodsOf(query, BUCKET_PARTS, BUCKET)?.[method];
}

/** The actions of a request on an object; undefined when they are not known. */
export function objectActions({
  method,
  query,
  headers,
}: ServiceRequest): readonly string[] | undefined {
  const versioned = (action: string) =>
    query.has("versionId") && VERSIONED.has(action)
      ? action.replace(/Object/, "ObjectVersion")
      : action;
  if (query.has("attributes")) {
    return ["s3:GetObject", "s3:GetObjectAttributes"].map(versioned);
  }
  const action = methodsOf(query, OBJECT_PARTS, OBJECT)?.[method];
  if (action === undefined) return undefined;
  const setsGrants = Object.keys(headers).some((name) => /^x-amz-(acl|grant-.+)$/.test(name));
  const beside = [
    ...(headers["x-amz-tagging"] !== undefined ? ["s3:PutObjectTagging"] : []),
    ...(setsGrants ? ["s3:PutObjectAcl"] : []),
  ];
  return [versioned(action), ...(action === "s3:PutObject" ? beside : [])];
}
