"""With `--persist`: moto's state is in a folder; see `persisted`."""

import os

MODULE = "moto.moto_server.werkzeug_app"


def patch(werkzeug_app):
    folder = os.environ.get("SPILLWAY_PERSIST")
    if folder is None:
        return
    from moto.core import utils
    from moto.moto_api._internal import mock_random
    from persisted import repeatable
    from persisted.persisted_app import PersistedApp, give_up

    if utils.utcnow is not repeatable.utcnow or not repeatable.is_repeatable(mock_random):
        # Ids would come out otherwise after a crash, and what refers to them be lost.
        give_up("this moto has other sources of chance and time than moto 5.2")

    dispatcher = werkzeug_app.DomainDispatcherApplication
    werkzeug_app.DomainDispatcherApplication = lambda create: PersistedApp(dispatcher(create), folder)
