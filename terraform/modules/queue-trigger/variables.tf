variable "queue_arn" {
  description = "ARN of the queue that is read. The function's role needs sqs:ReceiveMessage, DeleteMessage and GetQueueAttributes on it."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sqs:", var.queue_arn))
    error_message = "queue_arn must be the ARN of an SQS queue (arn:aws:sqs:...)."
  }
}

variable "function_name" {
  description = "Name of the function that is invoked with each batch."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.function_name))
    error_message = "function_name must be 1 to 64 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "batch_size" {
  description = "Messages handed over at once, at most: 1 to 10,000. Above 10 the batching window must be 1 second or more. Default 25, one BatchWriteItem."
  type        = number
  default     = 25

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number from 1 to 10000."
  }
}

variable "batching_window_seconds" {
  description = "Seconds to wait for a batch to fill, 0 to 300. A longer one means fewer, fuller runs (cheaper) and later writes. The queue's visibility timeout must cover it. Default 1."
  type        = number
  default     = 1

  validation {
    condition     = var.batching_window_seconds >= 0 && var.batching_window_seconds <= 300 && floor(var.batching_window_seconds) == var.batching_window_seconds
    error_message = "batching_window_seconds must be a whole number from 0 to 300."
  }

  validation {
    condition     = var.batch_size <= 10 || var.batching_window_seconds >= 1
    error_message = "batching_window_seconds must be 1 or more when batch_size is above 10 (it is ${var.batch_size}): Lambda refuses it otherwise."
  }
}

variable "maximum_concurrency" {
  description = "Runs at once that this trigger starts, at most: 2 to 1,000 (AWS offers no 1). Tell the function the same number, so that each run takes its share of the table's capacity. Default 2."
  type        = number
  default     = 2

  validation {
    condition     = var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000 && floor(var.maximum_concurrency) == var.maximum_concurrency
    error_message = "maximum_concurrency must be a whole number from 2 to 1000."
  }
}

variable "enabled" {
  description = "false stops reading; messages wait in the queue until their retention ends. Default true."
  type        = bool
  default     = true
}
