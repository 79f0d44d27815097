"""Stands before moto: changes one at a time, each in the journal, and a snapshot now and then."""

import atexit
import fcntl
import io
import json
import os
import secrets
import sys
import threading
import time

from . import journal, pickled, repeatable, snapshots
from .changing_requests import changes_something, is_left_to_chance, operation_of
from .refused import refuse

FORMAT = 1
# Node says what the line before this exit status said.
REFUSED = 65
LOCK_LIMIT_S = 10
CHANGE_LIMIT_S = 60
LOOK_EVERY_S = 2
# A thousand changes are done again in about a second.
MANY_RECORDS = 2_000
SOME_RECORDS = 200
LARGE_JOURNAL = 16 * 2**20


class PersistedApp:
    """A WSGI application: moto, whose state is in a folder."""

    # For what of moto changes something by itself: it has to ask, like everybody.
    running = None

    def __init__(self, app, folder):
        self.app = app
        self.folder = folder
        self.lock = threading.Lock()
        self.number = 0
        self.snapshot_size = 0
        self.snapshot_soon = False
        self.held = lock_folder(folder)
        self.id = identity(folder)
        self._restore()
        self._begin_journal()
        atexit.register(self._close)
        threading.Thread(target=self._watch, daemon=True).start()
        PersistedApp.running = self

    def __call__(self, environ, start_response):
        body = read_body(environ)
        operation = operation_of(environ, body)
        if not changes_something(environ, operation):
            return self.app(environ, start_response)
        if not self.lock.acquire(timeout=CHANGE_LIMIT_S):
            return refuse(environ, start_response, "an earlier change does not end")
        try:
            self.snapshot_soon = self.snapshot_soon or is_left_to_chance(operation)
            return self._change(environ, body, start_response)
        finally:
            self.lock.release()

    def _change(self, environ, body, start_response):
        number, at = self.number, time.time()
        try:
            length = self.journal.begin(number, {"at": at, "environ": texts(environ)}, body)
        except OSError as error:
            print(f"not written to {self.journal.path}: {error}", flush=True)
            return refuse(environ, start_response, f"its state can't be written: {error.strerror}")
        statuses = []

        def noting(status, headers, *more):
            statuses.append(status)
            return start_response(status, headers, *more)

        done = False
        try:
            # Loads the service, if this is the first request to it, by its own chance.
            self.app.get_application(environ)
            with repeatable.change(self.id + number, at):
                answer = self.app(environ, noting)
            done = bool(statuses) and statuses[-1].startswith("2")
        finally:
            if done:
                self.journal.done(length)
                self.number += 1
            else:
                self.journal.undo()
        return answer

    def _restore(self):
        newest = max(of_kind(self.folder, snapshots.SUFFIX), default=None)
        if newest is not None:
            path = os.path.join(self.folder, newest)
            self.number = int(newest.split(".")[0])
            data = snapshots.read(path)
            if data is None:
                give_up(f"{path} is damaged")
            try:
                pickled.load_state(data)
            except Exception as error:
                give_up(f"{path} can't be read: {type(error).__name__}: {error}")
            self.snapshot_size = len(data)
        self.restored = 0
        for name in sorted(of_kind(self.folder, ".journal")):
            try:
                for record in journal.read(os.path.join(self.folder, name)):
                    self._repeat(*record)
            except journal.Damaged as error:
                give_up(str(error))

    def _repeat(self, number, head, body):
        if number < self.number:
            return
        if number > self.number:
            give_up(f"{self.folder} lacks the journal with change {self.number}")
        statuses = []
        environ = {
            **head["environ"],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        at = head["at"]
        self.app.get_application(environ)
        with repeatable.at_time(at), repeatable.change(self.id + number, at):
            try:
                b"".join(self.app(environ, lambda status, *_: statuses.append(status)))
            except Exception as error:
                statuses.append(f"{type(error).__name__}: {error}")
        if not statuses or not statuses[-1].startswith("2"):
            what = head["environ"].get("HTTP_X_AMZ_TARGET") or head["environ"].get("PATH_INFO")
            print(f"change {number} ({what}) came out otherwise: {statuses[-1]}", flush=True)
        self.number += 1
        self.restored += 1

    def _begin_journal(self):
        path = os.path.join(self.folder, f"{self.number:016d}.journal")
        self.journal = journal.Journal(path)

    def _watch(self):
        """Makes a snapshot when the journal has grown long."""
        if self.restored >= SOME_RECORDS:
            self._snapshot_beside()
        while True:
            time.sleep(LOOK_EVERY_S)
            if self.snapshot_soon or self._is_long():
                self._snapshot_beside()

    def _is_long(self):
        large = max(LARGE_JOURNAL, self.snapshot_size)
        return self.journal.records >= MANY_RECORDS or self.journal.size >= large

    def _snapshot_beside(self):
        """In a forked child, as the state is at this moment; requests go on meanwhile."""
        with self.lock:
            number = self.number
            self.snapshot_soon = False
            child = os.fork()
            if child == 0:
                os._exit(self._snapshot_in_child(number))
            self.journal.close()
            self._begin_journal()
        _, status = os.waitpid(child, 0)
        if status == 0:
            self._forget_before(number)

    def _snapshot_in_child(self, number):
        try:
            data = pickled.dump_state()
            # One that can't be read must not take the journal's place.
            pickled.read_state(data)
            snapshots.write(self.folder, number, data)
            return 0
        except BaseException as error:
            # The journal is as good, only longer.
            line = f"no snapshot of moto's state: {type(error).__name__}: {error}\n"
            os.write(1, line.encode())
            return 1

    def _forget_before(self, number):
        path = os.path.join(self.folder, f"{number:016d}{snapshots.SUFFIX}")
        self.snapshot_size = os.path.getsize(path)
        for name in of_kind(self.folder, snapshots.SUFFIX, ".journal", ".half"):
            if int(name.split(".")[0]) < number:
                os.remove(os.path.join(self.folder, name))

    def _close(self):
        self.lock.acquire(timeout=CHANGE_LIMIT_S)
        if self.restored + self.journal.records < SOME_RECORDS:
            return
        if self._snapshot_in_child(self.number) == 0:
            self._forget_before(self.number)


def read_body(environ):
    """The whole body, which is then there to be read again."""
    stream = environ["wsgi.input"]
    if environ.get("wsgi.input_terminated"):
        body = stream.read()
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(len(body))
    else:
        body = stream.read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def texts(environ):
    return {key: value for key, value in environ.items() if isinstance(value, str) and key != "wsgi.url_scheme"}


def of_kind(folder, *suffixes):
    return [name for name in os.listdir(folder) if name.endswith(suffixes)]


def lock_folder(folder):
    """Nobody else may write there. The lock ends with the process."""
    os.makedirs(folder, exist_ok=True)
    descriptor = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    limit = time.monotonic() + LOCK_LIMIT_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except OSError:
            if time.monotonic() > limit:
                give_up(f"another local cloud keeps its state in {folder}")
            time.sleep(0.1)


def identity(folder):
    """A number of the folder's own, from which random numbers follow. Says whether moto is the one that wrote it."""
    from moto import __version__

    versions = {"moto": __version__, "python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    path = os.path.join(folder, "moto.json")
    if not os.path.exists(path):
        made = {"format": FORMAT, **versions, "id": secrets.randbits(128)}
        with open(path + ".half", "w") as file:
            json.dump(made, file)
        os.rename(path + ".half", path)
    with open(path) as file:
        found = json.load(file)
    for name, version in versions.items():
        if found.get(name) != version:
            give_up(f"{folder} was written by {name} {found.get(name)}, and this is {name} {version}")
    if found["format"] != FORMAT:
        give_up(f"{folder} is of format {found['format']}, and this is format {FORMAT}")
    return found["id"]


def give_up(why):
    print(why, flush=True)
    os._exit(REFUSED)
