"""Makes moto's SQS quick enough for queues of thousands.

For each message that is sent or received, moto 5.2 works out all attributes of its queue, and for
three of them asks every message twice for the time, by way of calendar dates: with 1,000 messages
in a queue, receiving ten takes more than a second. What is replaced here gives the same answers.
"""

import functools
import time

MODULE = "moto.sqs.models"


def within_retention_period(self, queue_name, message):
    queue = self.get_queue(queue_name)
    return queue.message_retention_period + message.sent_timestamp / 1000 > time.time()


def patch(models):
    quick_names = functools.cache(models.camelcase_to_underscores)
    models.SQSBackend.is_message_valid_based_on_retention_period = within_retention_period
    models.unix_time = time.time
    models.unix_time_millis = lambda: time.time() * 1000
    models.camelcase_to_underscores = quick_names
