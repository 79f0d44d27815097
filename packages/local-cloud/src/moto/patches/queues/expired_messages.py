"""Lets go of messages that are older than their queue keeps them. In moto 5.2 the first such message stays, and
keeps whoever receives from all that are behind it.
"""

import time

MODULE = "moto.sqs.models"


def patch(models):
    receive = models.SQSBackend.receive_message

    def receive_message(self, queue_name, *more, **named):
        queue = self.get_queue(queue_name)
        oldest = (time.time() - queue.message_retention_period) * 1000
        while queue._messages and queue._messages[0].sent_timestamp < oldest:
            queue._pending_messages.discard(queue._messages.pop(0))
        return receive(self, queue_name, *more, **named)

    models.SQSBackend.receive_message = receive_message
