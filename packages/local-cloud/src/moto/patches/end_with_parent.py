"""Ends moto, and every process that is noted in the state directory, when the local cloud is gone.

Standard input is a pipe whose other end the local cloud holds: it closes with that process, however it
ended. A function that runs in a loop would not see that by itself.
"""

import os
import signal
import threading

MODULE = "moto.moto_server.werkzeug_app"


def command_line(pid):
    """Empty where it is gone, or the system does not tell (only Linux does)."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def environment(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read().decode("utf-8", "replace").split("\0")
    except OSError:
        return []


def kill(end, pid):
    try:
        end(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # It leads no group of its own, or is gone.
        pass


def noted(path):
    """What is noted of a process: a part of its command line, and an entry of its environment."""
    try:
        with open(path) as file:
            mark, _, entry = file.read().partition("\n")
        os.remove(path)
        return mark, entry
    except OSError:
        return "", ""


def end_all(folder):
    """The same as `ProcessRegister.endAll`, for when nobody is left to call it."""
    entries = set()
    for name in os.listdir(folder):
        if name == str(os.getpid()):
            continue
        mark, entry = noted(os.path.join(folder, name))
        entries.add(entry)
        if mark and mark in command_line(name):
            kill(os.killpg, int(name))
            kill(os.kill, int(name))
    entries.discard("")
    for name in os.listdir("/proc") if entries and os.path.isdir("/proc") else []:
        if name.isdigit() and not entries.isdisjoint(environment(name)):
            kill(os.kill, int(name))


def wait_for_end(folder):
    while os.read(0, 1024):
        pass
    try:
        end_all(folder)
        os.remove(os.path.join(folder, str(os.getpid())))
    finally:
        os._exit(0)


def patch(_werkzeug_app):
    folder = os.environ.get("SPILLWAY_PROCESSES")
    if folder is not None:
        threading.Thread(target=wait_for_end, args=[folder], daemon=True).start()
