"""With `--persist`: random numbers that come out the same when a change is repeated."""

import os

from persisted import repeatable

MODULE = "moto.moto_api._internal.moto_random"


def patch(moto_random):
    if "SPILLWAY_PERSIST" in os.environ:
        moto_random.MotoRandom = repeatable.repeatable(moto_random.MotoRandom)
        os.urandom = repeatable.seeded_urandom
