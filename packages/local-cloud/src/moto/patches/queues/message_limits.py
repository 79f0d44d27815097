"""Counts a message's size as SQS does, in bytes and with its attributes, and refuses what is no text for it.
moto 5.2 counts characters of the body only.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
"""

import base64
import re

MODULE = "moto.sqs.models"

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ALLOWED = "#x9 | #xA | #xD | [#x20 to #xD7FF] | [#xE000 to #xFFFD] | [#x10000 to #x10FFFF]"


def size(body, attributes):
    total = len(body.encode())
    for name, attribute in (attributes or {}).items():
        total += len(name) + len(attribute.get("DataType") or "")
        total += len((attribute.get("StringValue") or "").encode())
        binary = attribute.get("BinaryValue") or b""
        total += len(base64.b64decode(binary) if isinstance(binary, str) else binary)
    return total


def patch(models):
    backend = models.SQSBackend
    send_message, send_batch = backend.send_message, backend.send_message_batch

    def check(queue, body, attributes):
        if not body:
            raise models.MissingParameter("MessageBody")
        found = FORBIDDEN.search(body)
        if found:
            raise models.SQSException(
                "InvalidMessageContents",
                f"Invalid binary character '#x{ord(found[0]):X}' was found in the message body, "
                f"the set of allowed characters is {ALLOWED}",
            )
        most = queue.maximum_message_size
        if size(body, attributes) > most:
            raise models.InvalidParameterValue(
                "One or more parameters are invalid. "
                f"Reason: Message must be shorter than {most} bytes."
            )

    def send(self, queue_name, message_body, *more, **named):
        check(self.get_queue(queue_name), message_body, named.get("message_attributes"))
        return send_message(self, queue_name, message_body, *more, **named)

    def send_message_batch(self, queue_name, entries):
        total = sum(
            size(entry["MessageBody"], entry.get("MessageAttributes")) for entry in entries.values()
        )
        if total > models.MAXIMUM_MESSAGE_LENGTH:
            raise models.BatchRequestTooLong(total)
        return send_batch(self, queue_name, entries)

    backend.send_message = send
    backend.send_message_batch = send_message_batch
