"""Lets moto's EventBridge deliver nothing: the local cloud matches events and delivers them. moto 5.2 fails
with a target that it does not know, a function among them."""

MODULE = "moto.events.models"


def deliver_nothing(*_, **__):
    return None


def patch(models):
    models.Rule.send_to_targets  # noqa: B018 - another moto has no such thing
    models.Rule.send_to_targets = deliver_nothing
