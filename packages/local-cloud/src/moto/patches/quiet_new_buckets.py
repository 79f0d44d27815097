"""Lets moto's S3 tell no rule of a new bucket: on AWS that takes a trail of CloudTrail. moto 5.2 runs the
function of the rule in a container."""

MODULE = "moto.events.notifications"


def tell_nobody(*_, **__):
    return None


def patch(notifications):
    notifications.send_notification  # noqa: B018 - another moto has no such thing
    notifications.send_notification = tell_nobody
