import { describe, expect, it } from "vitest";
import { bucketOf, documentList, documentPlace } from "../../src/buckets/bucket-documents.ts";

describe("documentPlace", () => {
  it.each([
    ["/b?lifecycle", { bucket: "b", kind: "lifecycle", id: undefined }],
    ["/b/?accelerate&x-id=Get", { bucket: "b", kind: "accelerate", id: undefined }],
    ["/b?intelligent-tiering&id=one", { bucket: "b", kind: "intelligent-tiering", id: "one" }],
    ["/b?metrics", { bucket: "b", kind: "metrics", id: undefined }],
  ])("%s", (url, place) => {
    expect(documentPlace(url)).toEqual(place);
  });

  it.each(["/", "/b", "/b?versioning", "/b/key?lifecycle", "/b?notification"])(
    "is none: %s",
    (url) => {
      expect(documentPlace(url)).toBeUndefined();
    },
  );
});

it("knows the bucket of an address, and that an object's is none", () => {
  expect(["/b", "/b/", "/b?acl", "/b/key", "/"].map(bucketOf)).toEqual([
    "b",
    "b",
    "b",
    undefined,
    undefined,
  ]);
});

it("lists documents without their declarations", () => {
  const document = '<?xml version="1.0"?><MetricsConfiguration><Id>a</Id></MetricsConfiguration>';
  expect(documentList("metrics", [document])).toContain(
    "<IsTruncated>false</IsTruncated><MetricsConfiguration><Id>a</Id></MetricsConfiguration></ListMetricsConfigurationsResult>",
  );
});
