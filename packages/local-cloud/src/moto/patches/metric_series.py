"""Metrics as CloudWatch keeps them: a series of points for each metric, no longer than there.

A point is five numbers. Those older than three hours become one a minute, those older than 15 days go:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
Should points be more than fit into some 50 MB, minutes are made of them earlier.
"""

import bisect
import re
import time
from array import array
from datetime import timezone

MINUTE = 60
FINE_FOR = 3 * 60 * MINUTE
KEPT_FOR = 15 * 24 * 60 * MINUTE
MAX_POINTS = 1_000_000
# Seconds between two looks at what has become old.
LOOK_EVERY = MINUTE
COLUMNS = ("at", "sums", "counts", "lows", "highs")


class Series:
    """The points of one metric in one unit, by time."""

    def __init__(self):
        for column in COLUMNS:
            setattr(self, column, array("d"))
        # Up to there all points are minutes.
        self.coarse_until = 0.0

    def __len__(self):
        return len(self.at)

    def add(self, at, total, count, low, high):
        where = bisect.bisect_right(self.at, at)
        for column, value in zip(COLUMNS, (at, total, count, low, high)):
            getattr(self, column).insert(where, value)

    def add_to_minute(self, at, total, count, low, high):
        minute = at // MINUTE * MINUTE
        where = bisect.bisect_left(self.at, minute)
        if where == len(self.at) or self.at[where] != minute:
            self.add(minute, total, count, low, high)
            return
        self.sums[where] += total
        self.counts[where] += count
        self.lows[where] = min(self.lows[where], low)
        self.highs[where] = max(self.highs[where], high)

    def between(self, start, end):
        for index in range(bisect.bisect_left(self.at, start), bisect.bisect_left(self.at, end)):
            yield tuple(getattr(self, column)[index] for column in COLUMNS)

    def thin(self, oldest, coarse_until):
        """Lets go what is older than `oldest`, and makes minutes of what is older than `coarse_until`."""
        gone = bisect.bisect_left(self.at, oldest)
        # What is left of there is minutes already.
        begin = max(gone, bisect.bisect_left(self.at, self.coarse_until // MINUTE * MINUTE))
        end = bisect.bisect_left(self.at, coarse_until)
        aged = list(self.between(self.at[begin], coarse_until)) if begin < end else []
        if not gone and not aged:
            return
        for column in COLUMNS:
            made = getattr(self, column)
            setattr(self, column, made[gone:begin] + made[end:])
        for row in aged:
            self.add_to_minute(*row)
        self.coarse_until = max(self.coarse_until, coarse_until)


class MetricStore:
    """All series, under namespace, name, dimensions and unit. Takes what moto appends to its list."""

    def __init__(self):
        self.series = {}
        self.points = 0
        self.fine_for = FINE_FOR
        self.looked = 0.0

    def append(self, datum):
        key = (datum.namespace, datum.name, exact(datum.dimensions), datum.unit)
        value = getattr(datum, "value", None)
        if value is None:
            row = (datum.sum, datum.sample_count, datum.min, datum.max)
        else:
            row = (value, 1.0, value, value)
        now, at = time.time(), seconds(datum.timestamp)
        one = self.series.setdefault(key, Series())
        (one.add_to_minute if at < now - self.fine_for else one.add)(at, *row)
        self.points += 1
        if now - self.looked >= LOOK_EVERY or self.points > MAX_POINTS * 1.1:
            self.thin(now)

    def thin(self, now):
        """Makes minutes of what is old, and of more as long as there is too much."""
        self.looked = now
        if self.points < MAX_POINTS / 4:
            self.fine_for = min(FINE_FOR, self.fine_for * 2)
        while True:
            for key, one in list(self.series.items()):
                one.thin(now - KEPT_FOR, now - self.fine_for)
                if not one:
                    del self.series[key]
            self.points = sum(len(one) for one in self.series.values())
            if self.points <= MAX_POINTS or self.fine_for <= MINUTE:
                return
            self.fine_for /= 2

    def periods(self, namespace, name, dimensions, unit, start, end, period):
        """The points of a metric by the beginning of their period."""
        found = {}
        wanted = (namespace, name, exact(dimensions))
        # A copy: others may put while this is read.
        for key, one in list(self.series.items()):
            if key[:3] != wanted or (unit and key[3] != unit):
                continue
            for row in one.between(start // period * period, end):
                at = row[0] // period * period
                if at >= start // period * period:
                    found.setdefault(at, Bucket(key[3])).rows.append(row[1:])
        return sorted(found.items())


class Bucket:
    """The points of one period, with CloudWatch's statistics of them."""

    def __init__(self, unit):
        self.unit = unit
        self.rows = []

    @property
    def total(self):
        return sum(row[0] for row in self.rows)

    @property
    def count(self):
        return sum(row[1] for row in self.rows)

    def statistic(self, name):
        """None where there is none: a percentile of points that are summaries themselves."""
        if name == "Sum":
            return self.total
        if name == "SampleCount":
            return self.count
        if name == "Average":
            return self.total / self.count if self.count else None
        if name == "Minimum":
            return min(row[2] for row in self.rows)
        if name == "Maximum":
            return max(row[3] for row in self.rows)
        rank = re.fullmatch(r"p(\d+(?:\.\d+)?)", name or "")
        return self.percentile(float(rank[1])) if rank else None

    def percentile(self, rank):
        if any(low != high for _, _, low, high in self.rows):
            return None
        left = self.count * rank / 100
        for _, count, low, _ in sorted(self.rows, key=lambda row: row[2]):
            left -= count
            if left <= 0:
                return low
        return self.statistic("Maximum")


def exact(dimensions):
    """Dimensions, as moto's objects or as they are sent, in one form."""
    return tuple(
        sorted(
            (one["Name"], one["Value"]) if isinstance(one, dict) else (one.name, one.value)
            for one in dimensions or ()
        )
    )


def seconds(moment):
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp()
