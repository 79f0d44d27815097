"""Takes a FIFO queue's message for a duplicate as SQS does: for five minutes, also after the first was received
and deleted, within its group where the queue says so, and answered with the id and number of the first. moto 5.2
looks only at what is still in the queue, and answers with another id. Numbers rise; moto's are random.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html
"""

import copy
import hashlib
import time

MODULE = "moto.sqs.models"

FIRST_NUMBER = 18_800_000_000_000_000_000


def patch(models):
    send_message = models.SQSBackend.send_message
    last = [0]

    def next_number():
        last[0] = max(last[0] + 1, time.time_ns())
        return str(FIRST_NUMBER + last[0])

    def send(self, queue_name, message_body, *more, **named):
        queue = self.get_queue(queue_name)
        if not queue.fifo_queue:
            return send_message(self, queue_name, message_body, *more, **named)
        id = named.get("deduplication_id")
        if id is None and queue.content_based_deduplication:
            id = hashlib.sha256(message_body.encode()).hexdigest()
        group = named.get("group_id") if queue.deduplication_scope == "messageGroup" else None
        sent = queue.__dict__.setdefault("sent_messages", {})
        oldest = time.time() - models.DEDUPLICATION_TIME_IN_SECONDS
        for key in [key for key, (at, _) in sent.items() if at < oldest]:
            del sent[key]
        if (group, id) in sent:
            # A copy: whoever asked may note something on it.
            return copy.copy(sent[group, id][1])
        message = send_message(self, queue_name, message_body, *more, **named)
        message.sequence_number = next_number()
        sent[group, id] = (time.time(), message)
        return message

    models.SQSBackend.send_message = send
