import { describe, expect, test } from "vitest";
import { auditLine, firehoseStream, lakeSink } from "../../src/index.ts";
import { change } from "../fixtures/changes.ts";
import { answered, fakeSender, type ServiceReaction } from "../fixtures/senders.ts";
import { writeTo } from "../fixtures/sink-context.ts";

const many = (count: number, given: Parameters<typeof change>[0] = {}) =>
  Array.from({ length: count }, (_, place) =>
    change({ eventId: `e${place}`, keys: { pk: { N: String(place) } }, ...given }),
  );

function lake(react: (records: string[], index: number) => ServiceReaction = () => "{}") {
  const requests: string[][] = [];
  const firehose = fakeSender(({ body }, index) => {
    const { DeliveryStreamName, Records } = JSON.parse(String(body));
    expect(DeliveryStreamName).toBe("lake");
    const lines = Records.map(({ Data }: { Data: string }) =>
      Buffer.from(Data, "base64").toString(),
    );
    requests.push(lines);
    return react(lines, index);
  });
  return { sink: lakeSink({ stream: firehoseStream(firehose, "lake") }), requests };
}

describe("a lake", () => {
  test("gets the lines of the audit log, 500 at once", async () => {
    const { sink, requests } = lake();
    const given = many(501);
    await writeTo(sink, given);
    expect(requests.map(({ length }) => length)).toEqual([500, 1]);
    expect(requests.flat()).toEqual(given.map((one) => `${auditLine(one)}\n`));
  });

  test("gets no more than 4 MiB at once", async () => {
    const { sink, requests } = lake();
    await writeTo(sink, many(9, { newImage: { blob: { S: "x".repeat(600_000) } } }));
    expect(requests.map(({ length }) => length)).toEqual([5, 4]);
  });

  test("gets a change that is too large without its images, and told so", async () => {
    const { sink, requests } = lake();
    const large = { blob: { S: '"'.repeat(400_000) } };
    await writeTo(sink, many(1, { oldImage: large, newImage: large }));
    expect(JSON.parse(requests[0]?.[0] ?? "")).toMatchObject({
      event_id: "e0",
      left_out: ["old", "new"],
    });
  });

  test("gets again what it refused, alone", async () => {
    const { sink, requests } = lake((_, index) =>
      index === 0
        ? JSON.stringify({
            FailedPutCount: 1,
            RequestResponses: [
              { RecordId: "1" },
              { ErrorCode: "ServiceUnavailableException" },
              { RecordId: "3" },
            ],
          })
        : '{"FailedPutCount":0}',
    );
    const report = await writeTo(sink, many(3));
    expect(report.processed).toBe(3);
    expect(requests.map(({ length }) => length)).toEqual([3, 1]);
    expect(requests[1]?.[0]).toContain('"event_id":"e1"');
  });

  test("that is gone fails all that it did not get", async () => {
    const { sink } = lake((_, index) =>
      index === 0 ? "{}" : answered("ResourceNotFoundException", 400),
    );
    const { failed } = await writeTo(sink, many(502));
    expect(failed.map(({ place }) => place)).toEqual([500, 501]);
  });

  test("whose answer does not add up gets the record again until the time is up", async () => {
    const { sink } = lake(() => '{"FailedPutCount":1}');
    const { failed } = await writeTo(sink, many(1));
    expect(failed).toMatchObject([{ error: { name: "NotAnswered" } }]);
  });
});
