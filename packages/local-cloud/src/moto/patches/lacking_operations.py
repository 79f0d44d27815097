"""Answers 501 for an operation that moto has no code for, which the gateway turns into a refusal.

moto 5.2 raises an error that nobody catches: a traceback in `moto.log` and 500, which clients take for an
accident and try again.
"""

import functools

MODULE = "moto.core.responses"


def patch(responses):
    # Not earlier: with it Werkzeug's server loads, which another patch is to see.
    from werkzeug.exceptions import NotImplemented as NotThere

    call = responses.BaseResponse.call_action

    @functools.wraps(call)
    def call_action(self):
        try:
            return call(self)
        except NotImplementedError as error:
            raise NotThere(str(error)) from error

    responses.BaseResponse.call_action = call_action
