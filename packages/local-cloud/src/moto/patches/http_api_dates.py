"""Gives HTTP APIs and stages their dates in UTC, and with `--persist` the same when they are made again: moto 5.2
takes the machine's local time for UTC.
"""

MODULE = "moto.apigatewayv2.models"


def patch(models):
    from moto.core.utils import utcnow

    class Dates(models.datetime):
        @classmethod
        def now(cls, tz=None):
            return utcnow()

    models.datetime = Dates
