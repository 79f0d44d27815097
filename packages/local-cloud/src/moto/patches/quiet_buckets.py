"""Lets moto's S3 notify nobody: the local cloud does. moto 5.2 tells queues whatever their policy says, and
runs functions in containers."""

MODULE = "moto.s3.notifications"


def tell_nobody(*_, **__):
    return None


def patch(notifications):
    for name in ("send_event", "send_test_event"):
        getattr(notifications, name)
        setattr(notifications, name, tell_nobody)
