"""Holds a queue's attributes to SQS's bounds, which moto 5.2 lets pass, and tells whole seconds for times.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
"""

MODULE = "moto.sqs.models"

BOUNDS = {
    "DelaySeconds": (0, 900),
    "KmsDataKeyReusePeriodSeconds": (60, 86_400),
    "MaximumMessageSize": (1_024, 1_048_576),
    "MessageRetentionPeriod": (60, 1_209_600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43_200),
}


def is_within(value, least, most):
    try:
        return least <= int(value) <= most
    except (TypeError, ValueError):
        return False


def patch(models):
    queue = models.Queue
    known = {*queue.BASE_ATTRIBUTES, *queue.FIFO_ATTRIBUTES, *queue.KMS_ATTRIBUTES, "RedriveAllowPolicy"}
    set_attributes, attributes = queue._set_attributes, queue.attributes.fget

    def checked(self, attributes, now=None):
        for name, value in attributes.items():
            if name not in known:
                raise models.InvalidAttributeName(name)
            # An empty text sets back what was set.
            if name in BOUNDS and value != "" and not is_within(value, *BOUNDS[name]):
                raise models.InvalidAttributeValue(name)
        set_attributes(self, attributes, now)

    def in_whole_seconds(self):
        told = attributes(self)
        for name in ("CreatedTimestamp", "LastModifiedTimestamp"):
            if name in told:
                told[name] = int(told[name])
        return told

    queue._set_attributes = checked
    queue.attributes = property(in_whole_seconds)
