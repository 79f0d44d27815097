import type { ServiceRequest } from "../../service-request.ts";
import { conditionsOf, type Permission, type PermissionsOf } from "../permission.ts";
import { isDeleteObjects, namedObjects } from "./delete-objects.ts";
import { bucketAction, objectActions } from "./s3-actions.ts";
import { s3Place } from "./s3-place.ts";

const objectArn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`;

/** What a list is narrowed to. */
function listConditions({ query }: ServiceRequest) {
  return conditionsOf({
    "s3:prefix": query.get("prefix") ?? undefined,
    "s3:delimiter": query.get("delimiter") ?? undefined,
    "s3:max-keys": query.get("max-keys") ?? undefined,
  });
}

/** A copy reads its source, as the caller. */
function copySource(request: ServiceRequest): readonly Permission[] {
  const header = request.headers["x-amz-copy-source"];
  if (typeof header !== "string") return [];
  const [path = "", version] = header.split("?versionId=");
  const { bucket = "", key = "" } = s3Place({ path: `/${path.replace(/^\//, "")}`, headers: {} });
  const action = version === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  return [{ action, resource: objectArn(bucket, key) }];
}

/** One check for each object that a DeleteObjects request names; undefined when not all can be read. */
function deleteObjects(bucket: string, text: string): readonly Permission[] | undefined {
  // What the list might hold beside plain elements: comments, CDATA, entities of its own.
  if (text.includes("<!")) return undefined;
  const needed = namedObjects(text).map(({ key, versionId }) => ({
    action: versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion",
    resource: objectArn(bucket, key),
  }));
  const keys = text.match(/<([\w.-]+:)?Key\b/g)?.length ?? 0;
  return needed.length === 0 || needed.length !== keys ? undefined : needed;
}

function ofBucket(request: ServiceRequest, bucket: string): readonly Permission[] | undefined {
  if (isDeleteObjects(request)) return deleteObjects(bucket, request.text);
  const action = bucketAction(request);
  if (action === undefined) return undefined;
  const conditions = action.startsWith("s3:ListBucket") ? listConditions(request) : {};
  return [{ action, resource: `arn:aws:s3:::${bucket}`, conditions }];
}

/**
 * What requests to S3 need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const s3Permissions: PermissionsOf = (request) => {
  const { bucket, key } = s3Place(request);
  // A slash in disguise would make an object of what looks like a bucket.
  if (bucket?.includes("%")) return undefined;
  if (bucket === undefined) {
    return request.method === "GET"
      ? [{ action: "s3:ListAllMyBuckets", resource: "*" }]
      : undefined;
  }
  if (key === undefined) return ofBucket(request, bucket);
  const resource = objectArn(bucket, key);
  const actions = objectActions(request)?.map((action) => ({ action, resource }));
  return actions && [...copySource(request), ...actions];
};
