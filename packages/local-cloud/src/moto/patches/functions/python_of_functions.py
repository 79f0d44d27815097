"""Notes the Python that runs moto: functions of a Python runtime run on it, so boto3 is there for them."""

import os
import sys

import patches

MODULE = "moto.server"
NOTED = os.path.join(os.path.dirname(patches.__path__[0]), "executable")


def patch(_server):
    with open(NOTED, "w", encoding="utf8") as file:
        file.write(sys.executable)
