"""With `--persist`: the request by which `expired_items` deletes. It deletes nothing that has not expired, whoever
asks."""

import json

from .expired_items import delete_expired

MODULE = "moto.dynamodbstreams.responses"


def patch(responses):
    from moto.dynamodb.models import dynamodb_backends

    def delete_expired_items(self):
        asked = json.loads(self.body)
        backend = dynamodb_backends[asked["Account"]][asked["Region"]]
        delete_expired(backend, asked["TableName"], asked["Keys"])
        return "{}"

    responses.DynamoDBStreamsHandler.delete_expired_items = delete_expired_items
