"""Deletes a message out of its queue's list, in one pass. moto 5.2 puts a new list in the place of the old
one, without a lock, so that a message which comes meanwhile, from a topic or a rule perhaps, is lost; and it
remembers each receipt of each message that was ever deleted. Here what looks like a receipt and is none of a
message that is there is one of a message that is gone, which is no error, as on AWS.
"""

import re

MODULE = "moto.sqs.models"

# As moto's generate_receipt_handle makes them.
RECEIPT = re.compile(r"[a-z]{185}")


def patch(models):
    if not RECEIPT.fullmatch(models.generate_receipt_handle()):
        raise AttributeError("receipts have another form")

    def delete_message(self, receipt_handle):
        for message in list(self._messages):
            if message.had_receipt_handle(receipt_handle):
                self.pending_messages.discard(message)
                if message in self._messages:
                    self._messages.remove(message)
                return
        if not RECEIPT.fullmatch(receipt_handle or ""):
            raise models.ReceiptHandleIsInvalid()

    models.Queue.delete_message = delete_message
