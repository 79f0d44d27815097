"""Remembers in which queue each message was first: moto 5.2 forgets it as it moves one to a dead-letter
queue, and StartMessageMoveTask moves it back there. Nor is a message that moves taken for a duplicate: whether
one is, is found out as it is sent (`fifo_messages.py`).
"""

MODULE = "moto.sqs.models"


def patch(models):
    def add_message(self, message):
        if getattr(message, "home", None) is None:
            message.home = self.name
        # Mappings of queues to functions are not moto's here: its own would run functions in containers.
        with self._messages_lock:
            self._messages.append(message)
            self._messages_lock.notify_all()

    if not callable(models.Queue.add_message):
        raise AttributeError("Queue adds messages otherwise")
    models.Queue.add_message = add_message
