"""The runtime client of Python functions: it loads the handler, then asks the Lambda Runtime API for
events, one after the other, until it is stopped.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
"""

import decimal
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

HOST = os.environ["AWS_LAMBDA_RUNTIME_API"]
TASK_ROOT = os.environ["LAMBDA_TASK_ROOT"]
OWN_FILE = os.path.abspath(__file__)
PREFIX = "/2018-06-01/runtime/"


class Platform:
    """The Runtime API. Any failure ends this process: without its host it has no purpose."""

    def __init__(self):
        self.connection = http.client.HTTPConnection(HOST)

    def call(self, method, route, body=None):
        try:
            self.connection.request(method, PREFIX + route, body)
            answer = self.connection.getresponse()
            return answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            os._exit(1)


class ClientContext:
    """What a mobile client says of itself, as `context.client_context`."""

    def __init__(self, sent):
        self.custom = sent.get("custom")
        self.env = sent.get("env")
        self.client = Fields(sent["client"]) if sent.get("client") else None


class Fields:
    def __init__(self, values):
        self.__dict__.update(values)


class CognitoIdentity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = CognitoIdentity()
        sent = headers["Lambda-Runtime-Client-Context"]
        self.client_context = ClientContext(json.loads(sent)) if sent else None
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class WithRequestId(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = WithRequestId.request_id
        return True


def prepare_logging():
    """The root logger writes as Lambda's does, from warnings on until the function says otherwise."""
    handler = logging.StreamHandler(sys.stdout)
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s",
        "%Y-%m-%dT%H:%M:%S",
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(WithRequestId())
    logging.getLogger().addHandler(handler)


class InitError(Exception):
    """What keeps the handler from being there, in Lambda's words."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.described = describe(error_type, message, trace)


def describe(error_type, message, trace=(), **more):
    return {"errorMessage": message, "errorType": error_type, **more, "stackTrace": list(trace)}


def trace_of(error):
    """The frames of the function's own code, not of what called it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if os.path.abspath(frame.filename) != OWN_FILE]
    own = [frame for frame in own if not frame.filename.startswith("<frozen importlib")]
    return traceback.format_list(own)


def load_handler():
    named = os.environ["_HANDLER"]
    module_name, _, function_name = named.rpartition(".")
    if not module_name:
        raise InitError(
            "Runtime.MalformedHandlerName",
            f"Bad handler '{named}': not enough values to unpack (expected 2, got 1)",
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        message = f"Unable to import module '{module_name}': {error}"
        raise InitError("Runtime.ImportModuleError", message) from error
    except SyntaxError as error:
        message = f"Syntax error in module '{module_name}': {error}"
        where = f'  File "{error.filename}" Line {error.lineno}\n    {(error.text or "").strip()}\n'
        raise InitError("Runtime.UserCodeSyntaxError", message, [where]) from error
    handler = getattr(module, function_name, None)
    if handler is None:
        message = f"Handler '{function_name}' missing on module '{module_name}'"
        raise InitError("Runtime.HandlerNotFound", message)
    return handler


def as_json(value):
    def known(other):
        if isinstance(other, decimal.Decimal):
            return float(other)
        raise TypeError(f"Object of type {type(other).__name__} is not JSON serializable")

    return json.dumps(value, default=known, ensure_ascii=False).encode()


def log_error(described):
    lines = [f"[ERROR] {described['errorType']}: {described['errorMessage']}"]
    if described["stackTrace"]:
        lines.append("Traceback (most recent call last):")
        lines.extend(frame.rstrip("\n") for frame in described["stackTrace"])
    # One event of the log, so one line of it.
    sys.stdout.write("\r".join(lines).replace("\n", "\r") + "\n")
    sys.stdout.flush()


def run(handler, headers, body):
    """What the handler answers, or what it failed with: (failed, body)."""
    context = LambdaContext(headers)
    more = {"requestId": context.aws_request_id}
    try:
        event = json.loads(body)
        answer = handler(event, context)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the function's
        described = describe(type(error).__name__, str(error), trace_of(error), **more)
        log_error(described)
        return True, as_json(described)
    try:
        return False, as_json(answer)
    except (TypeError, ValueError) as error:
        message = f"Unable to marshal response: {error}"
        described = describe("Runtime.MarshalError", message, **more)
        log_error(described)
        return True, as_json(described)


def main():
    # The function's own modules come first, then its layers', then what this Python has.
    sys.path[0] = TASK_ROOT
    sys.stdout.reconfigure(line_buffering=True)
    platform = Platform()
    prepare_logging()
    try:
        handler = load_handler()
    except InitError as error:
        log_error(error.described)
        platform.call("POST", "init/error", as_json(error.described))
        sys.exit(1)
    except Exception as error:  # noqa: BLE001
        described = describe(type(error).__name__, str(error), trace_of(error))
        log_error(described)
        platform.call("POST", "init/error", as_json(described))
        sys.exit(1)
    while True:
        headers, body = platform.call("GET", "invocation/next")
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        WithRequestId.request_id = request_id
        os.environ["_X_AMZN_TRACE_ID"] = headers["Lambda-Runtime-Trace-Id"]
        failed, answer = run(handler, headers, body)
        sys.stdout.flush()
        platform.call("POST", f"invocation/{request_id}/{'error' if failed else 'response'}", answer)


main()
