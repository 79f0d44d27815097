"""Gives the account one canonical id: moto 5.2 lists buckets with another owner than their own lists of access
have.
"""

MODULE = "moto.s3.responses"


def patch(responses):
    from moto.s3.models import OWNER

    all_buckets = responses.S3Response.all_buckets
    serialized = responses.S3Response.serialized

    def with_owner(self, action_result, *more, **named):
        owner = isinstance(action_result.result, dict) and action_result.result.get("Owner")
        if owner and "Buckets" in action_result.result:
            owner["ID"] = OWNER
        return serialized(self, action_result, *more, **named)

    if not callable(all_buckets):
        raise AttributeError("buckets are listed otherwise")
    responses.S3Response.serialized = with_owner
