"""Snapshots: moto's whole state in a file, with the number of the first change that is not in it."""

import hashlib
import os

SUFFIX = ".snapshot"
DIGEST = 32


def write(folder, number, data):
    """Whole or not at all: under its name only when it is on the disk."""
    path = os.path.join(folder, f"{number:016d}{SUFFIX}")
    half = path + ".half"
    with open(half, "wb") as file:
        file.write(hashlib.sha256(data).digest())
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.rename(half, path)
    directory = os.open(folder, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)


def read(path):
    """The bytes of a snapshot; None when they are not what was written."""
    with open(path, "rb") as file:
        digest = file.read(DIGEST)
        data = file.read()
    return data if hashlib.sha256(data).digest() == digest else None
