"""A shard of a stream: records of some partition keys, in order, for a day. A part of `table_streams`."""

import bisect
from array import array

RETENTION_S = 24 * 3600
MAX_ANSWER_BYTES = 1_048_576
# Trimmed records are let go of when they are so many, and half of all.
MANY_TRIMMED = 1_000


class Shard:
    """Sequence numbers are whole numbers here; they are kept as what they are above that of the shard's beginning."""

    def __init__(self, id, parent, starts, opened):
        self.id = id
        self.parent = parent
        self.starts = starts
        self.ends = None
        self.opened = opened
        self.closed = None
        self.numbers = array("q")
        self.times = array("d")
        self.sizes = array("L")
        self.texts = []
        # Place of the first record that is not yet trimmed, and the last number that is.
        self.first = 0
        self.trimmed = 0

    def append(self, number, at, size, text):
        self.trim(at)
        self.times.append(at)
        self.sizes.append(size)
        self.texts.append(text)
        self.numbers.append(number - self.starts)

    def close(self, number, at):
        self.ends = number
        self.closed = at

    def is_gone(self, now):
        return self.closed is not None and self.closed < now - RETENTION_S

    def trim(self, now):
        oldest = now - RETENTION_S
        while self.first < len(self.times) and self.times[self.first] < oldest:
            self.trimmed = self.numbers[self.first] + self.starts
            self.first += 1
        if self.first > MANY_TRIMMED and self.first * 2 > len(self.times):
            for kept in (self.numbers, self.times, self.sizes, self.texts):
                del kept[: self.first]
            self.first = 0

    def read(self, number, limit):
        """The records from a number on, as many as an answer holds, and the number to go on from;
        None for it at the end of a closed shard."""
        begin = max(self.first, bisect.bisect_left(self.numbers, number - self.starts))
        end, bytes_left = begin, MAX_ANSWER_BYTES
        while end < len(self.numbers) and end - begin < limit:
            bytes_left -= self.sizes[end]
            if bytes_left < 0 and end > begin:
                break
            end += 1
        after = number if end == begin else self.numbers[end - 1] + self.starts + 1
        is_over = self.ends is not None and end == len(self.numbers)
        return self.texts[begin:end], None if is_over else after

    def to_json(self):
        numbers = {"StartingSequenceNumber": str(self.starts)}
        if self.ends is not None:
            numbers["EndingSequenceNumber"] = str(self.ends)
        parent = {} if self.parent is None else {"ParentShardId": self.parent}
        return {"ShardId": self.id, "SequenceNumberRange": numbers, **parent}
