import { describe, expect, it } from "vitest";
import { QueueSamples } from "../../src/metrics/queue-samples.ts";
import type { QueueDepth } from "../../src/sqs/queue-depths.ts";

const START = 1_700_000_000_000;

function sampler(queues: readonly string[]) {
  const samples = new QueueSamples();
  const passed = new Map<string, number>();
  const traffic = {
    queues: [...queues],
    lastPassed: (queue: string) => passed.get(queue) ?? Number.NEGATIVE_INFINITY,
  };
  return {
    passed,
    /** What is put of a sample at a second, as `<queue> <name> <value>`. */
    at(second: number, depths: Readonly<Record<string, QueueDepth>> = {}): string[] {
      return samples
        .take(traffic, new Map(Object.entries(depths)), START + second * 1_000)
        .map(({ dimensions, name, value }) => `${dimensions.QueueName} ${name} ${value}`);
    },
  };
}

const holding: QueueDepth = { visible: 3, inFlight: 2, delayed: 1, oldestSentAt: START - 7_000 };

describe("QueueSamples", () => {
  it("puts what every queue holds that holds anything, however many they are", () => {
    const queues = Array.from({ length: 15 }, (_, index) => `q${index}`);
    const { at } = sampler([...queues, "empty"]);
    const put = at(0, Object.fromEntries(queues.map((queue) => [queue, holding])));
    expect(put).toHaveLength(15 * 4);
    expect(put.slice(-4)).toEqual([
      "q14 ApproximateNumberOfMessagesVisible 3",
      "q14 ApproximateNumberOfMessagesNotVisible 2",
      "q14 ApproximateNumberOfMessagesDelayed 1",
      "q14 ApproximateAgeOfOldestMessage 7",
    ]);
  });

  it("knows a queue that nobody told of by what it holds", () => {
    expect(sampler([]).at(0, { unknown: holding })).toHaveLength(4);
  });

  it("lets zeros follow for five seconds, and rests then", () => {
    const { at } = sampler(["q"]);
    expect(at(0, { q: holding })).toHaveLength(4);
    const counts = [1, 2, 3, 4, 5, 6, 7].map((second) => at(second).length);
    expect(counts).toEqual([4, 4, 4, 4, 4, 0, 0]);
  });

  it("puts zeros of a queue through which messages pass faster than it is looked at", () => {
    const { at, passed } = sampler(["q"]);
    expect(at(0)).toEqual([]);
    passed.set("q", START + 500);
    expect(at(1)).toContain("q ApproximateNumberOfMessagesVisible 0");
  });

  it("puts what stays the same for a minute only every fifteen seconds", () => {
    const { at } = sampler(["dead"]);
    const seconds = Array.from({ length: 120 }, (_, second) => second);
    const put = seconds.filter((second) => at(second, { dead: holding }).length > 0);
    expect(put).toEqual([...seconds.slice(0, 60), 74, 89, 104, 119]);
  });
});
