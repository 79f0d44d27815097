"""The answer to a change that could not be kept, in the form of the service's protocol."""

import json
from xml.sax.saxutils import escape

CODE = "ServiceUnavailable"


def refuse(environ, start_response, why):
    message = f"The local cloud did nothing: {why}"
    if "HTTP_X_AMZ_TARGET" in environ or "json" in environ.get("CONTENT_TYPE", ""):
        kind, text = "application/json", json.dumps({"__type": CODE, "message": message})
    else:
        error = f"<Code>{CODE}</Code><Message>{escape(message)}</Message>"
        kind = "text/xml"
        # S3's errors stand alone; those of the query protocol are found by their name as well.
        text = f"<Error>{error}</Error>"
        if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
            text = f"<ErrorResponse><Error><Type>Receiver</Type>{error}</Error></ErrorResponse>"
    body = text.encode()
    headers = [("content-type", kind), ("content-length", str(len(body))), ("x-amzn-errortype", CODE)]
    start_response("503 Service Unavailable", headers)
    return [body]
