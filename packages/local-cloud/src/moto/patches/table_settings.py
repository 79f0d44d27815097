"""Gives back of a table what it was made with and moto 5.2 forgets: its class, and the throughput to which it and
its indexes are limited on demand. A second plan of Terraform's would set them again.
"""

MODULE = "moto.dynamodb.responses"


def note(table, body):
    """Notes what a CreateTable or UpdateTable says."""
    if "TableClass" in body:
        table.table_class = body["TableClass"]
    if "OnDemandThroughput" in body:
        table.on_demand = body["OnDemandThroughput"]
    indexes = getattr(table, "index_on_demand", {})
    changes = [one for update in body.get("GlobalSecondaryIndexUpdates") or [] for one in update.values()]
    for index in (body.get("GlobalSecondaryIndexes") or []) + changes:
        if "OnDemandThroughput" in index:
            indexes[index["IndexName"]] = index["OnDemandThroughput"]
    table.index_on_demand = indexes


def patch(responses):
    from moto.dynamodb.models.table import Table

    describe = Table.describe
    create_table = responses.DynamoHandler.create_table
    update_table = responses.DynamoHandler.update_table

    def described(self, base_key="TableDescription"):
        results = describe(self, base_key)
        told = results[base_key]
        if getattr(self, "table_class", None):
            told["TableClassSummary"] = {"TableClass": self.table_class}
        if getattr(self, "on_demand", None):
            told["OnDemandThroughput"] = self.on_demand
        limits = getattr(self, "index_on_demand", {})
        for index in told.get("GlobalSecondaryIndexes") or []:
            if index["IndexName"] in limits:
                index["OnDemandThroughput"] = limits[index["IndexName"]]
        return results

    def noting(answer):
        def noted(self):
            made = answer(self)
            table = self.dynamodb_backend.tables[self.body["TableName"].split("/")[-1]]
            note(table, self.body)
            return responses.DynamoResult(table.describe()) if made is not None else made

        return noted

    Table.describe = described
    responses.DynamoHandler.create_table = noting(create_table)
    responses.DynamoHandler.update_table = noting(update_table)
