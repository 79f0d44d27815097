"""Deletes what has expired, as a table's time to live says. moto 5.2 keeps the setting and deletes nothing.

A thread looks through the tables that have it, at least a second after the last time, and so seldom that it
takes no more than a hundredth of a core. DynamoDB promises only a few days; here it is seconds. With `--persist` a deletion is
a request like any other, so that the journal has it.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
"""

import io
import json
import os
import sys
import threading
import time

from ..tables.whole_writes import LOCK, under_way
from .change_records import BY_TIME_TO_LIVE

MODULE = "moto.dynamodb.models"

LEAST_PAUSE_S = 1
# Of a core: what looking may take.
MOST_OF_A_CORE = 0.01
# Without a table that has a time to live.
IDLE_PAUSE_S = 10
ITEMS_AT_ONCE = 2_000
TOO_OLD_S = 5 * 365 * 24 * 3600

enabled = threading.Event()


def patch(models):
    update_time_to_live = models.DynamoDBBackend.update_time_to_live

    def updated(self, *more, **named):
        update_time_to_live(self, *more, **named)
        enabled.set()

    models.DynamoDBBackend.update_time_to_live = updated
    threading.Thread(target=sweep_on, args=(models.dynamodb_backends,), daemon=True).start()


def sweep_on(backends):
    while True:
        enabled.clear()
        began = time.thread_time()
        try:
            pause = LEAST_PAUSE_S if sweep(backends) else None
        except Exception as error:
            print(f"expired items stay: {type(error).__name__}: {error}", flush=True)
            pause = IDLE_PAUSE_S
        if pause is None:
            enabled.wait(IDLE_PAUSE_S)
        else:
            time.sleep(max(pause, (time.thread_time() - began) / MOST_OF_A_CORE))


def sweep(backends):
    """Looks through all tables once; false when none has a time to live."""
    persisted = persisted_app()
    if persisted is None and "SPILLWAY_PERSIST" in os.environ:
        # Its state is not there yet.
        return True
    found = False
    for regions in list(backends.values()):
        for backend in list(regions.values()):
            for table in list(backend.tables.values()):
                if table.ttl.get("TimeToLiveStatus") != "ENABLED":
                    continue
                found = True
                for keys in expired_keys(table):
                    if persisted is None:
                        delete_expired(backend, table.name, keys)
                    else:
                        ask_for_deletion(persisted, backend, table.name, keys)
    return found


def expired_keys(table):
    """The keys of expired items in DynamoDB's JSON, some at a time."""
    with LOCK:
        held = list(table.items.values())
    items = (item for of_key in held for item in (list(of_key.values()) if table.has_range_key else [of_key]))
    name, keys = table.ttl["AttributeName"], []
    for seen, item in enumerate(items, 1):
        if is_expired(item, name):
            keys.append({key: item.attrs[key].to_json() for key in table.table_key_attrs})
        if seen % ITEMS_AT_ONCE == 0 or len(keys) == ITEMS_AT_ONCE:
            if keys:
                yield keys
                keys = []
            # Lets those go on who wait for the interpreter.
            time.sleep(0)
    if keys:
        yield keys


def is_expired(item, name):
    value = item.attrs.get(name)
    if value is None or value.type != "N":
        return False
    now = time.time()
    return now - TOO_OLD_S <= float(value.value) <= now


def delete_expired(backend, table_name, keys):
    """Deletes those of the items that are there and expired at this moment."""
    for key in keys:
        with LOCK:
            table = backend.tables.get(table_name)
            if table is None or table.ttl.get("TimeToLiveStatus") != "ENABLED":
                return
            item = backend.get_item(table_name, key)
            if item is None or not is_expired(item, table.ttl["AttributeName"]):
                continue
            under_way.append([])
            try:
                table.delete_item(item.hash_key, item.range_key)
            finally:
                # Were it left there, all later changes would be added to it and told to no stream.
                changes = under_way.pop()
            for change in changes:
                change.table.changed(change.old, change.new, BY_TIME_TO_LIVE)


def persisted_app():
    module = sys.modules.get("persisted.persisted_app")
    return module and module.PersistedApp.running


def ask_for_deletion(app, backend, table_name, keys):
    where = {"Account": backend.account_id, "Region": backend.region_name}
    body = json.dumps({**where, "TableName": table_name, "Keys": keys}).encode()
    scope = f"spillway/20260101/{backend.region_name}/dynamodb/aws4_request"
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        "HTTP_X_AMZ_TARGET": "DynamoDBStreams_20120810.DeleteExpiredItems",
        "CONTENT_TYPE": "application/x-amz-json-1.0",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    statuses = []
    b"".join(app(environ, lambda status, *_: statuses.append(status)))
    if not statuses[-1].startswith("2"):
        raise RuntimeError(f"deleting from {table_name}: {statuses[-1]}")
