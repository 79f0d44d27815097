"""Tells of all queues of a region at once how many messages they hold, and since when:
`GET /moto-api/spillway/queue-depths?region=us-east-1`. SQS's own API takes a request for each queue.

Answers `{"<queue>": [visible, in flight, delayed, sent at (ms since 1970) of the oldest], …}` with the
queues that hold any.
"""

import json
import sys
import time
from urllib.parse import parse_qs, urlparse

MODULE = "moto.moto_api._internal.urls"


def depths(queues):
    now = time.time() * 1000
    told = {}
    for queue in queues:
        visible = in_flight = delayed = 0
        oldest = now
        for message in list(queue._messages):
            if now < message.delayed_until:
                delayed += 1
            elif now <= message.visible_at:
                in_flight += 1
            else:
                visible += 1
            oldest = min(oldest, message.sent_timestamp)
        if visible or in_flight or delayed:
            told[queue.name] = [visible, in_flight, delayed, oldest]
    return told


def answer(request, full_url, headers):
    region = parse_qs(urlparse(full_url).query).get("region", ["us-east-1"])[0]
    models = sys.modules.get("moto.sqs.models")
    queues = []
    if models:
        for regions in list(models.sqs_backends.values()):
            if region in regions:
                queues += list(regions[region].queues.values())
    return 200, {"content-type": "application/json"}, json.dumps(depths(queues))


def patch(urls):
    urls.url_paths["{0}/moto-api/spillway/queue-depths"] = answer
