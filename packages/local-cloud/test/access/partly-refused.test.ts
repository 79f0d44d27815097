import { describe, expect, it } from "vitest";
import { partlyDeleted } from "../../src/access/answers/partly-refused.ts";
import { namedObjects } from "../../src/access/permissions/s3/delete-objects.ts";

const object = (key: string, version = "") => `<Object><Key>${key}</Key>${version}</Object>`;
const request = (...objects: string[]) => `<Delete>${objects.join("")}<Quiet>true</Quiet></Delete>`;
const error = (key: string) =>
  `<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>no</Message></Error>`;

/** What becomes of a request when these of its objects are refused. */
function answered(text: string, refusedIndexes: readonly number[]) {
  const objects = namedObjects(text);
  const refused = objects
    .filter((_, index) => refusedIndexes.includes(index))
    .map((one) => ({ ...one, message: "no" }));
  return partlyDeleted(text, objects, refused);
}

describe("partlyDeleted", () => {
  it("lets pass what is allowed", () => {
    const text = request(object("a"), object("b$&amp;"), object("a", "<VersionId>v</VersionId>"));
    expect(answered(text, [1])).toMatchObject({
      passing: request(object("a"), object("a", "<VersionId>v</VersionId>")),
    });
    expect(answered(text, [2])).toMatchObject({ passing: request(object("a"), object("b$&amp;")) });
  });

  it.each([
    [
      "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>",
      `<DeleteResult><Deleted><Key>a</Key></Deleted>${error("b$&amp;")}</DeleteResult>`,
    ],
    ['<DeleteResult xmlns="n"/>', `<DeleteResult xmlns="n">${error("b$&amp;")}</DeleteResult>`],
    ["<DeleteResult />", `<DeleteResult>${error("b$&amp;")}</DeleteResult>`],
  ])("adds to %s an error for each of the others", (answer, expected) => {
    const part = answered(request(object("a"), object("b$&amp;")), [1]);
    expect("merged" in part && part.merged(answer)).toBe(expected);
  });

  it("answers alone when nothing may pass", () => {
    const whole = answered(request(object("a", "<VersionId>v</VersionId>")), [0]);
    expect(whole).toMatchObject({ status: 200 });
    expect("body" in whole && whole.body).toContain(
      "<Error><Key>a</Key><VersionId>v</VersionId><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>",
    );
  });
});

describe("namedObjects", () => {
  it("reads keys as they are meant", () => {
    const text = request(object("a&amp;lt;&lt;&#13;&#x41;"), object(""));
    expect(namedObjects(text).map(({ key }) => key)).toEqual(["a&lt;<\rA", ""]);
  });
});
