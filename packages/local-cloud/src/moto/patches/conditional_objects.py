"""Makes an object on a condition (`If-None-Match: *`, `If-Match`) in one step: moto 5.2 looks and then writes, in
several threads, so that two clients could both be told that they made the only one.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

import threading

MODULE = "moto.s3.responses"


def patch(responses):
    put_object = responses.S3Response.put_object
    alone = threading.Lock()

    def put(self):
        if not (self.headers.get("If-None-Match") or self.headers.get("If-Match")):
            return put_object(self)
        with alone:
            return put_object(self)

    responses.S3Response.put_object = put
