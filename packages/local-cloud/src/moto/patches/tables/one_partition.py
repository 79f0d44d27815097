"""Lets a query of a table look at its own partition. moto 5.2 gathers all items of the table and sorts them for each query.

Queries of an index still look at all items: moto keeps no index of its own.
"""

MODULE = "moto.dynamodb.models"

# Its place among what moto's backend passes after the partition's key.
INDEX_NAME = 6


def patch(_models):
    from moto.dynamodb.models.table import Table

    query = Table.query

    def query_partition(self, hash_key, *more, **named):
        index = more[INDEX_NAME] if len(more) > INDEX_NAME else named.get("index_name")
        of = self if index or hash_key is None else partition_of(self, hash_key)
        return query(of, hash_key, *more, **named)

    def partition_of(table, hash_key):
        """The table with the items of one partition, in no order: a query sorts what it finds."""
        held = table.items.get(hash_key)
        if not table.has_range_key:
            items = [] if held is None else [held]
        else:
            items = list((held or {}).values())
        partition = object.__new__(Table)
        vars(partition).update(vars(table), all_items=lambda: items)
        return partition

    Table.query = query_partition
