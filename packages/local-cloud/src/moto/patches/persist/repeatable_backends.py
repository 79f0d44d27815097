"""With `--persist`: what a service makes of itself at its first use takes nothing from the chance of the change
that happened to be first: a read may have been, which is not repeated."""

import os

from persisted import repeatable

MODULE = "moto.core.base_backend"


def patch(base_backend):
    if "SPILLWAY_PERSIST" not in os.environ:
        return
    get = base_backend.AccountSpecificBackend.__getitem__

    def __getitem__(self, region_name):
        if dict.__contains__(self, region_name):
            return get(self, region_name)
        with repeatable.change(f"{self.service_name} {self.account_id} {region_name}", None):
            return get(self, region_name)

    base_backend.AccountSpecificBackend.__getitem__ = __getitem__
