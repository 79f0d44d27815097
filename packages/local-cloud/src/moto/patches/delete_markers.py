"""Lets the last version of an object be deleted where it is a delete marker: moto 5.2 closes each version's file, and
a marker has none.
"""

MODULE = "moto.s3.models"


def patch(models):
    models.FakeDeleteMarker.dispose = lambda self: None
