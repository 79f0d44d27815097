import { describe, expect, it } from "vitest";
import { neededPermissions } from "../../src/access/permissions/needed-permissions.ts";
import { lines, request } from "./request.ts";

function needed(method: string, url: string, headers: Record<string, string> = {}, text = "") {
  const [path = "", query = ""] = url.split("?", 2);
  return neededPermissions(
    request({
      service: "s3",
      protocol: "rest-xml",
      method,
      path,
      query: new URLSearchParams(query),
      headers: { host: "127.0.0.1:4566", ...headers },
      text,
    }),
  );
}

describe("what requests to S3 need", () => {
  it.each<[string, string, string[]]>([
    ["GET", "/", ["s3:ListAllMyBuckets *"]],
    ["GET", "/b", ["s3:ListBucket arn:aws:s3:::b"]],
    ["GET", "/b/?list-type=2&prefix=a", ["s3:ListBucket arn:aws:s3:::b"]],
    ["HEAD", "/b", ["s3:ListBucket arn:aws:s3:::b"]],
    ["PUT", "/b", ["s3:CreateBucket arn:aws:s3:::b"]],
    ["DELETE", "/b", ["s3:DeleteBucket arn:aws:s3:::b"]],
    ["GET", "/b?versions", ["s3:ListBucketVersions arn:aws:s3:::b"]],
    ["GET", "/b?uploads", ["s3:ListBucketMultipartUploads arn:aws:s3:::b"]],
    ["GET", "/b?acl", ["s3:GetBucketAcl arn:aws:s3:::b"]],
    ["PUT", "/b?policy", ["s3:PutBucketPolicy arn:aws:s3:::b"]],
    ["DELETE", "/b?policy", ["s3:DeleteBucketPolicy arn:aws:s3:::b"]],
    ["DELETE", "/b?lifecycle", ["s3:PutLifecycleConfiguration arn:aws:s3:::b"]],
    ["GET", "/b?location", ["s3:GetBucketLocation arn:aws:s3:::b"]],
    ["GET", "/b/k", ["s3:GetObject arn:aws:s3:::b/k"]],
    ["GET", "/b/a%20b/c.txt", ["s3:GetObject arn:aws:s3:::b/a b/c.txt"]],
    ["HEAD", "/b/k", ["s3:GetObject arn:aws:s3:::b/k"]],
    ["GET", "/b/k?versionId=v", ["s3:GetObjectVersion arn:aws:s3:::b/k"]],
    ["PUT", "/b/k", ["s3:PutObject arn:aws:s3:::b/k"]],
    ["DELETE", "/b/k", ["s3:DeleteObject arn:aws:s3:::b/k"]],
    ["DELETE", "/b/k?versionId=v", ["s3:DeleteObjectVersion arn:aws:s3:::b/k"]],
    ["GET", "/b/k?tagging", ["s3:GetObjectTagging arn:aws:s3:::b/k"]],
    ["DELETE", "/b/k?tagging", ["s3:DeleteObjectTagging arn:aws:s3:::b/k"]],
    ["PUT", "/b/k?acl", ["s3:PutObjectAcl arn:aws:s3:::b/k"]],
    ["POST", "/b/k?uploads", ["s3:PutObject arn:aws:s3:::b/k"]],
    ["PUT", "/b/k?partNumber=1&uploadId=u", ["s3:PutObject arn:aws:s3:::b/k"]],
    ["POST", "/b/k?uploadId=u", ["s3:PutObject arn:aws:s3:::b/k"]],
    ["GET", "/b/k?uploadId=u", ["s3:ListMultipartUploadParts arn:aws:s3:::b/k"]],
    ["DELETE", "/b/k?uploadId=u", ["s3:AbortMultipartUpload arn:aws:s3:::b/k"]],
    [
      "GET",
      "/b/k?attributes",
      ["s3:GetObject arn:aws:s3:::b/k", "s3:GetObjectAttributes arn:aws:s3:::b/k"],
    ],
  ])("%s %s", (method, url, expected) => {
    expect(lines(needed(method, url))).toEqual(expected);
  });

  it.each<[Record<string, string>, string[]]>([
    [{ "x-amz-copy-source": "/from/a%20b" }, ["s3:GetObject arn:aws:s3:::from/a b"]],
    [{ "x-amz-copy-source": "from/a?versionId=v" }, ["s3:GetObjectVersion arn:aws:s3:::from/a"]],
  ])("a copy reads its source: %o", (headers, source) => {
    expect(lines(needed("PUT", "/b/k", headers))).toEqual([
      ...source,
      "s3:PutObject arn:aws:s3:::b/k",
    ]);
  });

  it("a tagged object with an ACL needs the rights to both", () => {
    const headers = { "x-amz-tagging": "a=b", "x-amz-acl": "private" };
    expect(lines(needed("PUT", "/b/k", headers))).toEqual([
      "s3:PutObject arn:aws:s3:::b/k",
      "s3:PutObjectTagging arn:aws:s3:::b/k",
      "s3:PutObjectAcl arn:aws:s3:::b/k",
    ]);
  });

  it("a deletion of many needs a right on each", () => {
    const text =
      "<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key><VersionId>v</VersionId></Object></Delete>";
    expect(lines(needed("POST", "/b?delete", {}, text))).toEqual([
      "s3:DeleteObject arn:aws:s3:::b/a&b",
      "s3:DeleteObjectVersion arn:aws:s3:::b/c",
    ]);
    expect(needed("POST", "/b?delete", {}, "no XML")).toBeUndefined();
  });

  it("a deletion of many reads characters that are given by their numbers", () => {
    const text = "<Delete><Object><Key>a&#xA;b&#38;lt;&lt;</Key></Object></Delete>";
    expect(lines(needed("POST", "/b?delete", {}, text))).toEqual([
      "s3:DeleteObject arn:aws:s3:::b/a\nb&lt;<",
    ]);
  });

  it.each([
    "<Delete><Object><Key>mine</Key></Object><Object a='b'><Key>other</Key></Object></Delete>",
    "<Delete><Object><Key>mine</Key></Object><x:Object><x:Key>other</x:Key></x:Object></Delete>",
    "<Delete><Object><Key>mine<!-- --></Key></Object></Delete>",
    "<Delete><Object><Key><![CDATA[mine]]></Key></Object></Delete>",
  ])("a deletion of many is not known where it hides one: %s", (text) => {
    expect(needed("POST", "/b?delete", {}, text)).toBeUndefined();
  });

  it("an object with grants needs the right to set them", () => {
    expect(lines(needed("PUT", "/b/k", { "x-amz-grant-read": "id=x" }))).toEqual([
      "s3:PutObject arn:aws:s3:::b/k",
      "s3:PutObjectAcl arn:aws:s3:::b/k",
    ]);
  });

  it.each(["b.s3.amazonaws.com", "b.s3.eu-west-1.amazonaws.com", "b.localhost:4566"])(
    "finds the bucket in the host %s",
    (host) => {
      expect(lines(needed("GET", "/a/k", { host }))).toEqual(["s3:GetObject arn:aws:s3:::b/a/k"]);
    },
  );

  it("tells what a list is narrowed to", () => {
    const [list] = needed("GET", "/b?list-type=2&prefix=a%2F&delimiter=%2F&max-keys=10") ?? [];
    expect(list?.conditions).toEqual({
      "s3:prefix": ["a/"],
      "s3:delimiter": ["/"],
      "s3:max-keys": ["10"],
    });
  });

  it.each([
    ["POST", "/b"],
    ["PATCH", "/b/k"],
    ["PUT", "/b?policyStatus"],
    // Which part moto would serve is moto's secret.
    ["GET", "/b?policy&location"],
    ["GET", "/b/k?tagging&acl"],
    ["GET", "/b%2Fk"],
  ])("does not know %s %s", (method, url) => {
    expect(needed(method, url)).toBeUndefined();
  });
});
