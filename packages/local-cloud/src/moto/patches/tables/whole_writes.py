"""Makes each write to a table one step: moto's server has several threads, and moto 5.2 reads an item, changes it
in place and forgets no half of what fails. Here writes go one at a time, an update that fails leaves the
item as it was, and a transaction that is cancelled is undone change by change, where moto copies whole tables
before each. What a write did is told once, when it is done, to `table_streams`.
"""

import copy
import os
import threading

MODULE = "moto.dynamodb.models"

LOCK = threading.RLock()
# Changes of the writes that are under way, the innermost last. For whoever holds the lock.
under_way = []
# What a snapshot with `--persist` forks must not be in the middle of a write.
os.register_at_fork(before=LOCK.acquire, after_in_parent=LOCK.release, after_in_child=LOCK.release)


class Change:
    def __init__(self, table, old, new):
        self.table, self.old, self.new = table, old, new

    def undo(self):
        place(self.table, self.new if self.old is None else self.old, self.old)


class Changes:
    """What moto tells a stream's shard."""

    def __init__(self, table):
        self.table = table

    def add(self, old, new):
        tell(Change(self.table, old, new))


def tell(change):
    if under_way:
        under_way[-1].append(change)
    else:
        change.table.changed(change.old, change.new)


def place(table, of, item):
    """Puts an item, or none, where one with its key is."""
    if table.has_range_key:
        held, key = table.items[of.hash_key], of.range_key
    else:
        held, key = table.items, of.hash_key
    if item is None:
        held.pop(key, None)
    else:
        held[key] = item


def stored(table, key):
    """The item that a table has at a key, None without one."""
    from moto.dynamodb.models.dynamo_type import DynamoType

    parts = [key.get(name) for name in table.table_key_attrs]
    if None in parts:
        return None
    held = table.items
    for part in map(DynamoType, parts):
        held = held.get(part) if held else None
    return held


def patch(models):
    from moto.dynamodb.models.table import Table

    Backend = models.DynamoDBBackend
    update = Backend.update_item

    def alone(write):
        def written(self, *more, **named):
            with LOCK:
                return write(self, *more, **named)

        return written

    def together(write):
        """As a transaction: all of it or nothing."""

        def written(self, *more, **named):
            with LOCK:
                under_way.append([])
                try:
                    answer = write(self, *more, **named)
                except BaseException:
                    for change in reversed(under_way.pop()):
                        change.undo()
                    raise
                for change in under_way.pop():
                    tell(change)
                return answer

        return written

    def update_item(self, table_name, key, *more, **named):
        with LOCK:
            table = self.get_table(table_name)
            before = stored(table, key)
            if before is not None:
                # moto changes the one that it finds.
                place(table, before, copy.deepcopy(before))
            under_way.append([])
            try:
                answer = update(self, table_name, key, *more, **named)
            except BaseException:
                for change in reversed(under_way.pop()):
                    change.undo()
                if before is not None:
                    place(table, before, before)
                raise
            # Of a new item moto tells twice: with its key alone, and as it is.
            changes = under_way.pop()
            if changes:
                tell(Change(table, before, changes[-1].new))
            return answer

    def copied(self, memo):
        # Only a transaction copies a table before its writes, so as to put it back; here it is undone.
        if under_way:
            return self
        made = self.__class__.__new__(self.__class__)
        memo[id(self)] = made
        kept = {name: value for name, value in vars(self).items() if name != "change_stream"}
        vars(made).update(copy.deepcopy(kept, memo))
        return made

    Table.__deepcopy__ = copied
    Table.stream_shard = property(lambda self: Changes(self) if self.is_followed() else None, lambda self, _: None)
    Table.put_item = alone(Table.put_item)
    Table.delete_item = alone(Table.delete_item)
    Backend.delete_item = alone(Backend.delete_item)
    Backend.update_item = update_item
    Backend.create_backup = alone(Backend.create_backup)
    Backend.execute_statement = together(Backend.execute_statement)
    Backend.execute_transaction = together(Backend.execute_transaction)
    Backend.transact_write_items = together(Backend.transact_write_items)
