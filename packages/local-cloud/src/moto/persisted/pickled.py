"""moto's whole state as bytes, and back.

moto's backends are Python objects in dictionaries by account and region. They are pickled together, so
that what refers to one another across services still does. Locks come back open, objects of S3 as their bytes.
"""

import collections
import io
import marshal
import pickle
import sys
import tempfile
import threading
import types
import weakref

from . import keys_and_certificates

LOCK, RLOCK = type(threading.Lock()), type(threading.RLock())


def filled_buffer(content, limit):
    buffer = tempfile.SpooledTemporaryFile(limit)
    buffer.write(content)
    return buffer


def content_of(buffer):
    position = buffer.tell()
    buffer.seek(0)
    content = buffer.read()
    buffer.seek(position)
    return content


def nameless_function(code, module_name, cells):
    __import__(module_name)
    closure = tuple(types.CellType() for _ in range(cells))
    return types.FunctionType(marshal.loads(code), vars(sys.modules[module_name]), closure=closure)


def fill_function(function, state):
    function.__defaults__, function.__kwdefaults__, contents = state
    for cell, content in zip(function.__closure__ or (), contents, strict=True):
        cell.cell_contents = content


def is_own_dictionary(value):
    """One of moto's own kinds, whose ways to get, set and list are perhaps not those of a dictionary."""
    return isinstance(value, dict) and type(value).__module__.startswith("moto.")


def fill_dictionary(value, state):
    contents, attributes, factory = state
    dict.update(value, contents)
    vars(value).update(attributes)
    if isinstance(value, collections.defaultdict):
        value.default_factory = factory


def is_nameless(value):
    """A lambda or a function within another, which pickle can't find by its name."""
    return isinstance(value, types.FunctionType) and "<" in value.__qualname__


class StatePickler(pickle.Pickler):
    def __init__(self, file, named):
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._names = {id(backends): name for name, backends in named.items()}

    def persistent_id(self, value):
        return self._names.get(id(value))

    def reducer_override(self, value):
        if isinstance(value, LOCK):
            return threading.Lock, ()
        if isinstance(value, RLOCK):
            return threading.RLock, ()
        if isinstance(value, threading.Condition):
            return threading.Condition, ()
        if isinstance(value, tempfile.SpooledTemporaryFile):
            return filled_buffer, (content_of(value), value._max_size)
        if isinstance(value, weakref.WeakValueDictionary):
            return weakref.WeakValueDictionary, (), None, None, iter(list(value.items()))
        if is_nameless(value):
            cells = value.__closure__ or ()
            made_of = marshal.dumps(value.__code__), value.__module__, len(cells)
            state = value.__defaults__, value.__kwdefaults__, [cell.cell_contents for cell in cells]
            # What it encloses may lead back to it: it is filled when it is there.
            return nameless_function, made_of, state, None, None, fill_function
        if is_own_dictionary(value):
            factory = getattr(value, "default_factory", None)
            state = dict(dict.items(value)), vars(value), factory
            return type(value).__new__, (type(value),), state, None, None, fill_dictionary
        return keys_and_certificates.reduced(value) or NotImplemented


class StateUnpickler(pickle.Unpickler):
    def __init__(self, file, find):
        super().__init__(file)
        self._find = find

    def persistent_load(self, name):
        return self._find(name)


def named_backends():
    """Every dictionary of backends that holds something, by module and name."""
    from moto.core.base_backend import BackendDict

    used = {id(backends): backends for backends in BackendDict._instances}
    named = {}
    for module_name, module in list(sys.modules.items()):
        if not module_name.startswith("moto."):
            continue
        for name, value in list(vars(module).items()):
            backends = used.get(id(value))
            # The module that made it, of all that import it.
            if backends is not None and backends.backend.__module__.startswith(module_name):
                named[f"{module_name}:{name}"] = backends
                used.pop(id(value))
    if used:
        missed = ", ".join(backends.service_name for backends in used.values())
        raise pickle.PicklingError(f"not found where it is kept: {missed}")
    return named


def find_backends(name):
    module_name, attribute = name.split(":")
    __import__(module_name)
    return getattr(sys.modules[module_name], attribute)


BASE_ATTRIBUTES = {"backend", "service_name", "_use_boto3_regions", "_additional_regions", "_id"}


def dump_state():
    named = named_backends()
    state = {
        name: (
            dict(backends.items()),
            {key: value for key, value in vars(backends).items() if key not in BASE_ATTRIBUTES},
        )
        for name, backends in named.items()
    }
    out = io.BytesIO()
    StatePickler(out, named).dump(state)
    return out.getbuffer()


def read_state(data):
    """What `dump_state` gave, apart from what is in use."""
    return StateUnpickler(io.BytesIO(data), find_backends).load()


def load_state(data):
    from moto.core.base_backend import BackendDict

    for name, (accounts, attributes) in read_state(data).items():
        backends = find_backends(name)
        for account, of_account in accounts.items():
            backends[account] = of_account
        vars(backends).update(attributes)
        BackendDict._instances.append(backends)
