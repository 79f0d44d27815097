import { createHash } from "node:crypto";

/** Every so many changes one matches the rule and is announced. */
export const CHANGES_PER_NOTICE = 50;
/** Changes of an event for each of its items. */
const CHANGES_PER_ITEM = 2;

const TYPES = [
  "MODIFY",
  "MODIFY",
  "MODIFY",
  "INSERT",
  "MODIFY",
  "MODIFY",
  "INSERT",
  "MODIFY",
  "REMOVE",
];

/** A record of user activity; `step` of one user's item. */
function image(user: number, step: number, stock: number): object {
  return {
    UserId: { S: `test-user-${user}` },
    ActivityId: { S: `login-${user % 97}` },
    ActivityType: { S: step % 2 === 0 ? "LOGIN" : "LOGOUT" },
    Timestamp: { N: String(1_796_000_000 + step) },
    IPAddress: { S: `192.168.${user % 255}.${(user * 7) % 255}` },
    Session: { S: createHash("md5").update(`${user}`).digest("hex") },
    Stock: { N: String(stock) },
    Tags: { SS: ["mobile", "returning"] },
    Device: { M: { os: { S: "iOS" }, version: { N: "17.5" }, trusted: { BOOL: true } } },
  };
}

/** One event as Lambda hands it over, as JSON: the same for the same numbers. */
export function captureEvent(batch: number, size: number): string {
  const Records = Array.from({ length: size }, (_, place) => {
    const number = batch * size + place;
    const user = batch * size + Math.floor(place / CHANGES_PER_ITEM);
    const type = TYPES[number % TYPES.length] ?? "MODIFY";
    const isLow = number % CHANGES_PER_NOTICE === 0;
    const { UserId, ActivityId } = image(user, 0, 0) as Record<string, unknown>;
    return {
      eventID: createHash("md5").update(`event ${number}`).digest("hex"),
      eventName: type,
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "us-east-1",
      dynamodb: {
        ApproximateCreationDateTime: 1_796_000_000 + Math.floor(number / 100),
        Keys: { UserId, ActivityId },
        ...(type === "REMOVE" ? {} : { NewImage: image(user, number + 1, isLow ? 5 : 50) }),
        ...(type === "INSERT" ? {} : { OldImage: image(user, number, 60) }),
        SequenceNumber: String(100_000_000_000_000_000_000n + BigInt(number) * 977n),
        SizeBytes: 412,
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
      eventSourceARN:
        "arn:aws:dynamodb:us-east-1:123456789012:table/bench-user-activity/stream/2026-11-28T00:00:00.000",
    };
  });
  return JSON.stringify({ Records });
}
