"""The journal: each request that changed something, in the order in which it did.

A record is written before moto sees the request, so that a full disk refuses it before anything has
happened, and marked as done before the client has its answer, so that what was acknowledged is there. What
moto refused is taken out again. A record is in the hands of the operating system when it is marked: the end
of the processes loses none; the machine's own end may, up to the last snapshot.
"""

import json
import os
import struct
import zlib

HEADER = struct.Struct("<cBQII")
MAGIC = b"J"
OPEN, DONE = 0, 1
OUTCOME_AT = 1


class Damaged(Exception):
    """A journal that can't be followed."""


class Journal:
    """One file of records, the last of which may be under way."""

    def __init__(self, path):
        self.path = path
        self.size = 0
        self.records = 0
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)

    def begin(self, number, head, body):
        """Writes what is about to be done. OSError when there is no room: then nothing of it is there."""
        text = json.dumps(head).encode()
        payload = struct.pack("<I", len(text)) + text + body
        record = HEADER.pack(MAGIC, OPEN, number, len(payload), zlib.crc32(payload)) + payload
        try:
            written = 0
            while written < len(record):
                written += os.pwrite(self._file, record[written:], self.size + written)
        except OSError:
            self.undo()
            raise
        return len(record)

    def done(self, length):
        """Marks the record as done. It overwrites what is there, and so needs no room."""
        os.pwrite(self._file, bytes([DONE]), self.size + OUTCOME_AT)
        self.size += length
        self.records += 1

    def undo(self):
        """Takes out the record that was begun: it changed nothing."""
        os.ftruncate(self._file, self.size)

    def close(self):
        os.close(self._file)


def read(path):
    """Number, head and body of each request that was done. Raises Damaged."""
    with open(path, "rb") as file:
        while True:
            at = file.tell()
            header = file.read(HEADER.size)
            if len(header) < HEADER.size:
                return
            magic, outcome, number, length, checksum = HEADER.unpack(header)
            # What was under way at the end was never acknowledged.
            if outcome == OPEN:
                return
            payload = file.read(length)
            if magic != MAGIC or outcome != DONE or zlib.crc32(payload) != checksum:
                raise Damaged(f"{path} is damaged at byte {at}")
            text = struct.unpack_from("<I", payload)[0]
            yield number, json.loads(payload[4 : 4 + text]), payload[4 + text :]
