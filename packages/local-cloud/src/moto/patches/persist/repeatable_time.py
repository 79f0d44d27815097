"""With `--persist`: the time at which a change was made when it is repeated."""

import os
import time

from persisted import repeatable

MODULE = "moto.core.utils"


def patch(utils):
    if "SPILLWAY_PERSIST" in os.environ:
        utils.utcnow = repeatable.utcnow
        time.time = repeatable.now
