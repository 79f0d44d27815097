"""What makes a request do the same when it is done again: its random numbers, and the time.

moto takes nearly all of its random numbers from one source, the others from the system, and its time from
`utcnow`; each is replaced before any service is loaded. What a request does otherwise, by chance or by
the hour, comes out otherwise: a creation date may be that of the restart.
"""

import os
import random
import threading
import time
from contextlib import contextmanager
from datetime import datetime, timezone

# The first request to a service loads it.
WAITS_FOR_LONG_S = 10

_of_thread = threading.local()
_real_time = time.time
_real_urandom = os.urandom
_shift = 0.0


def now():
    """The time, which to a change is its own: it goes on by a microsecond with each look, so that it is the same when
    the change is repeated: ARNs of streams are made of it. Something that waits for long follows the real one."""
    real = _real_time() + _shift
    at = getattr(_of_thread, "at", None)
    if at is None:
        return real
    _of_thread.at = at + 1e-6
    return max(at, real - WAITS_FOR_LONG_S)


def utcnow():
    """In the place of moto's own."""
    return datetime.fromtimestamp(now(), timezone.utc).replace(tzinfo=None)


def seeded_urandom(size):
    """A `urandom` for `uuid4` and whoever else asks the system, which repeats itself within `change`."""
    source = getattr(_of_thread, "of_system", None)
    return source.randbytes(size) if source else _real_urandom(size)


@contextmanager
def change(seed, at):
    """The random numbers that this thread takes follow from the seed, and it is `at` for it."""
    before = dict(vars(_of_thread))
    # Two, so that what modules take from the system as they load leaves moto's own as it is.
    _of_thread.source, _of_thread.of_system = random.Random(seed), random.Random(f"{seed} of system")
    _of_thread.at = at
    try:
        yield
    finally:
        vars(_of_thread).clear()
        vars(_of_thread).update(before)


@contextmanager
def at_time(at):
    """It is `at`, for the whole process; time goes on from there."""
    global _shift
    _shift = at - _real_time()
    try:
        yield
    finally:
        _shift = 0.0


def repeatable(random_class):
    """A class like moto's own of random numbers, whose numbers follow from the seed within `change`."""

    class RepeatableRandom(random_class):
        def random(self):
            source = getattr(_of_thread, "source", None)
            return source.random() if source else super().random()

        def getrandbits(self, k):
            source = getattr(_of_thread, "source", None)
            return source.getrandbits(k) if source else super().getrandbits(k)

    return RepeatableRandom


def is_repeatable(source):
    return type(source).__name__ == "RepeatableRandom"
