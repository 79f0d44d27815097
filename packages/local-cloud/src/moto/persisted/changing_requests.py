"""Which requests change something, so that they have to be in the journal."""

import re
from urllib.parse import parse_qs

READS = re.compile(
    r"^(Get|List|Describe|Head|BatchGet|TransactGet|Query$|Scan$|Search|Lookup|Simulate|Check|Filter|View"
    r"|Preview|Validate|Estimate|Detect|Discover|Select|Verify|Encrypt$|Decrypt$|GenerateDataKey|GenerateRandom"
    r"|TestEventPattern|DecodeAuthorizationMessage)"
)
# What they make, keys and certificates, comes from a source of chance that can't be repeated.
LEFT_TO_CHANCE = re.compile(r"KeyPair|^CreateKey$|Certificate|^ReplicateKey$|^RotateKey")
# `/service/GraniteServiceVersion20100801/operation/PutMetricData`
RPC_PATH = re.compile(r"^/service/[^/]+/operation/([^/]+)$")


def operation_of(environ, body):
    """The operation that a request names; None for REST, whose method tells what it does."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.rsplit(".", 1)[-1]
    rpc = RPC_PATH.match(environ.get("PATH_INFO", ""))
    if rpc:
        return rpc[1]
    texts = [environ.get("QUERY_STRING", "")]
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        texts.append(body.decode("utf-8", "replace"))
    for text in texts:
        if "Action=" in text:
            return parse_qs(text).get("Action", [None])[-1]
    return None


def changes_something(environ, operation):
    """True wherever it is not known to be a read."""
    if operation is not None:
        return READS.match(operation) is None
    return environ["REQUEST_METHOD"] not in ("GET", "HEAD", "OPTIONS")


def is_left_to_chance(operation):
    return operation is not None and LEFT_TO_CHANCE.search(operation) is not None
