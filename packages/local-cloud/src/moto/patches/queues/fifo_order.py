"""Keeps the order of a message group after a failed receive. When the visibility timeout of a batch ends, moto 5.2
takes the group's first message for one that still waits for the others, and gives out the second one before it.
"""

MODULE = "moto.sqs.models"


def patch(models):
    receive = models.SQSBackend.receive_message

    def receive_message(self, queue_name, *more, **named):
        queue = self.get_queue(queue_name)
        if queue.fifo_queue:
            # Whoever received what shows again has lost it.
            queue._pending_messages = {
                message for message in queue._pending_messages if not message.visible
            }
        return receive(self, queue_name, *more, **named)

    models.SQSBackend.receive_message = receive_message
