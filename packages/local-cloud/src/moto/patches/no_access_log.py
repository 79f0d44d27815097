"""Writes no line for each request: `moto.log` says what went wrong, and does not grow by being used."""

MODULE = "werkzeug.serving"


def patch(serving):
    if not callable(serving.WSGIRequestHandler.log_request):
        raise AttributeError("WSGIRequestHandler logs otherwise")
    serving.WSGIRequestHandler.log_request = lambda self, code="-", size="-": None
