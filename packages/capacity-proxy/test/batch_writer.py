"""Puts 2,000 items through boto3's own batch writer, which knows nothing of the proxy."""
import sys

import boto3

endpoint, table_name = sys.argv[1:]
table = boto3.resource("dynamodb", endpoint_url=endpoint).Table(table_name)
with table.batch_writer() as batch:
    for number in range(2_000):
        batch.put_item(Item={"pk": f"item-{number}", "number": number})
print("done")
