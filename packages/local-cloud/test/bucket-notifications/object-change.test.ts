import { describe, expect, it } from "vitest";
import {
  keyInForm,
  objectChange,
  objectEvents,
} from "../../src/bucket-notifications/object-change.ts";

const asked = (method: string, url: string, headers: Record<string, string> = {}) => {
  const [path = "", query = ""] = url.split("?", 2);
  return objectChange({ method, path, query: new URLSearchParams(query), headers });
};

describe("objectChange", () => {
  it.each([
    ["PUT", "/b/k", {}, "put"],
    ["PUT", "/b/k?x-id=PutObject", {}, "put"],
    ["PUT", "/b/k?X-Amz-Signature=a&X-Amz-Date=b", {}, "put"],
    ["PUT", "/b/k?x-id=CopyObject", { "x-amz-copy-source": "/b/a" }, "copy"],
    ["POST", "/b/k?uploadId=1", {}, "complete"],
    ["POST", "/b", { "content-type": "multipart/form-data; boundary=x" }, "post"],
    ["POST", "/b?delete", {}, "delete-several"],
    ["DELETE", "/b/k?versionId=1", {}, "delete"],
  ])("reads %s %s", (method, url, headers, kind) => {
    expect(asked(method, url, headers)?.kind).toBe(kind);
  });

  it.each([
    ["PUT", "/b"],
    ["PUT", "/b/k?partNumber=1&uploadId=1"],
    ["PUT", "/b/k?tagging"],
    ["PUT", "/b/k?acl"],
    ["POST", "/b/k?uploads"],
    ["DELETE", "/b/k?uploadId=1"],
    ["DELETE", "/b/k?tagging"],
    ["DELETE", "/b"],
    ["GET", "/b/k"],
    ["PUT", "/"],
  ])("takes %s %s for no change of an object", (method, url) => {
    expect(asked(method, url)).toBeUndefined();
  });

  it("finds the bucket in the host name", () => {
    expect(asked("PUT", "/a%20b/c", { host: "b.localhost:4566" })).toEqual({
      kind: "put",
      bucket: "b",
      key: "a b/c",
    });
  });
});

describe("objectEvents", () => {
  const of = { bucket: "b", key: "k" };

  it.each([
    ["put", "ObjectCreated:Put"],
    ["copy", "ObjectCreated:Copy"],
    ["complete", "ObjectCreated:CompleteMultipartUpload"],
  ] as const)("of %s are %s", (kind, name) => {
    const headers = { etag: '"e"', "x-amz-version-id": "v" };
    expect(objectEvents({ kind, ...of }, { headers, body: "" })).toEqual([
      { name, ...of, eTag: "e", versionId: "v" },
    ]);
  });

  it("find the ETag in the document", () => {
    const body = "<CopyObjectResult><ETag>&quot;e&quot;</ETag></CopyObjectResult>";
    expect(objectEvents({ kind: "copy", ...of }, { headers: {}, body })[0]?.eTag).toBe("e");
  });

  it("tell a removal from a marker", () => {
    const marked = { headers: { "x-amz-delete-marker": "true" }, body: "" };
    const name = (ofVersion: boolean, answer = marked) =>
      objectEvents({ kind: "delete", ...of, ofVersion }, answer)[0]?.name;
    expect(name(false)).toBe("ObjectRemoved:DeleteMarkerCreated");
    expect(name(true)).toBe("ObjectRemoved:Delete");
    expect(name(false, { headers: {} as typeof marked.headers, body: "" })).toBe(
      "ObjectRemoved:Delete",
    );
  });

  it("are one for each of several that were deleted, and none for those that were not", () => {
    const body = `<DeleteResult><Deleted><Key>a&amp;b</Key></Deleted>
      <Deleted><Key>c</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>v</DeleteMarkerVersionId></Deleted>
      <Error><Key>d</Key><Code>AccessDenied</Code></Error></DeleteResult>`;
    expect(
      objectEvents({ kind: "delete-several", bucket: "b", key: "" }, { headers: {}, body }),
    ).toEqual([
      { name: "ObjectRemoved:Delete", bucket: "b", key: "a&b", versionId: undefined },
      { name: "ObjectRemoved:DeleteMarkerCreated", bucket: "b", key: "c", versionId: "v" },
    ]);
  });

  it("of an upload by a form are of the key in the form", () => {
    const body = `--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na b/ü.txt\r\n--x\r\n`;
    const key = keyInForm(Buffer.from(body));
    expect(objectEvents({ kind: "post", bucket: "b", key }, { headers: {}, body: "" })).toEqual([
      { name: "ObjectCreated:Post", bucket: "b", key: "a b/ü.txt", versionId: undefined },
    ]);
    expect(keyInForm(Buffer.from("nothing"))).toBe("");
  });
});
