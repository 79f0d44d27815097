"""Moves messages out of a dead-letter queue: `POST /moto-api/spillway/move-messages`, which
StartMessageMoveTask works with. moto 5.2 has no such operation, and through SQS's API a message could be
lost between its deletion and its sending.

Takes `{"region", "source", "destination"?, "count"}`; without a destination each message goes to the queue
that it came from. Answers `{"moved", "left"}` or `{"error"}`. A moved message is a new one, as on AWS.
"""

import json
import sys
import time
import uuid

MODULE = "moto.moto_api._internal.urls"


def move(queues, source_name, destination_name, count):
    source = queues.get(source_name)
    if source is None:
        return {"error": "NoSource"}
    if not any(queue.dead_letter_queue is source for queue in queues.values()):
        return {"error": "NotDeadLetters"}
    if destination_name is not None and destination_name not in queues:
        return {"error": "NoDestination"}
    moved = 0
    for message in source.messages[:count]:
        name = destination_name or getattr(message, "home", None)
        if destination_name is None and name == source_name:
            return {"error": "NoHome", "moved": moved, "left": len(source.messages)}
        destination = queues.get(name)
        if destination is None:
            return {"error": "NoDestination", "moved": moved, "left": len(source.messages)}
        source._messages.remove(message)
        source._pending_messages.discard(message)
        renew(message)
        destination.add_message(message)
        moved += 1
    return {"moved": moved, "left": len(source.messages)}


def renew(message):
    message.id = str(uuid.uuid4())
    message.home = None
    message.sent_timestamp = int(time.time() * 1000)
    message.approximate_first_receive_timestamp = None
    message.approximate_receive_count = 0
    message.receipt_handle = None
    message._old_receipt_handles = []
    message.visible_at = message.delayed_until = 0.0


def answer(request, full_url, headers):
    asked = json.loads(request.data)
    models = sys.modules.get("moto.sqs.models")
    queues = {}
    if models:
        for regions in list(models.sqs_backends.values()):
            if asked["region"] in regions:
                queues.update(regions[asked["region"]].queues)
    told = move(queues, asked["source"], asked.get("destination"), asked["count"])
    return 200, {"content-type": "application/json"}, json.dumps(told)


def patch(urls):
    urls.url_paths["{0}/moto-api/spillway/move-messages"] = answer
