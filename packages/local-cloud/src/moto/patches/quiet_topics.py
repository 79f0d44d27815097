"""Lets moto's SNS deliver nothing: the local cloud does, by queues' and functions' policies.

moto 5.2 puts messages straight into queues, whatever their policy says, runs functions in containers, and
keeps every message that was ever published.
"""

MODULE = "moto.sns.models"


def publish(self, message, *_, **__):
    # Not earlier: other patches are to see what this loads.
    from moto.moto_api._internal import mock_random

    return str(mock_random.uuid4())


def patch(models):
    models.Topic.publish  # noqa: B018 - another moto has no such thing
    models.Topic.publish = publish
