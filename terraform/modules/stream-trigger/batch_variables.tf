# How changes are handed over, and what happens to those that fail.

variable "batch_size" {
  description = "Changes handed over at once, at most: 1 to 10,000, and 6 MB. More means fewer runs (cheaper) and more to repeat when one fails. Default 10."
  type        = number
  default     = 10

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number from 1 to 10000."
  }
}

variable "batching_window_seconds" {
  description = "Seconds to wait for a batch to fill, 0 to 300. Longer means fuller batches (cheaper) and later processing. Default 0: whatever there is, at once."
  type        = number
  default     = 0

  validation {
    condition     = var.batching_window_seconds >= 0 && var.batching_window_seconds <= 300 && floor(var.batching_window_seconds) == var.batching_window_seconds
    error_message = "batching_window_seconds must be a whole number from 0 to 300."
  }
}

variable "parallelization_factor" {
  description = "Batches of one shard under way at once, 1 to 10. Changes of one item stay in order: a partition key is always in the same of them. Runs at once are shards times this. Default 1."
  type        = number
  default     = 1

  validation {
    condition     = var.parallelization_factor >= 1 && var.parallelization_factor <= 10 && floor(var.parallelization_factor) == var.parallelization_factor
    error_message = "parallelization_factor must be a whole number from 1 to 10."
  }
}

variable "bisect_batch" {
  description = "true (default) halves a batch that failed, which does not use up retries: a change that can't be processed is soon alone, and the others go on."
  type        = bool
  default     = true
}

variable "retry_attempts" {
  description = "Times that a failed batch is tried again before its changes go to the failure destination: 0 to 10,000; -1 tries until the changes are too old, and nothing behind them in their shard is processed meanwhile. Default 3."
  type        = number
  default     = 3

  validation {
    condition     = var.retry_attempts >= -1 && var.retry_attempts <= 10000 && floor(var.retry_attempts) == var.retry_attempts
    error_message = "retry_attempts must be a whole number from -1 (until too old) to 10000."
  }
}

variable "maximum_record_age_seconds" {
  description = "Age at which a change goes to the failure destination untried, 60 to 604,800 seconds; -1: never. A stream forgets a change after 24 h, without a word. Default 79,200 (22 h): after a long outage the destination gets what would be lost two hours later."
  type        = number
  default     = 79200

  validation {
    condition     = var.maximum_record_age_seconds == -1 || (var.maximum_record_age_seconds >= 60 && var.maximum_record_age_seconds <= 604800 && floor(var.maximum_record_age_seconds) == var.maximum_record_age_seconds)
    error_message = "maximum_record_age_seconds must be -1 (never) or a whole number from 60 to 604800."
  }
}

variable "failure_destination_arn" {
  description = "ARN of the bucket, queue or topic that gets what could not be processed. A bucket gets the changes themselves; queue and topic get only where in the stream they are, and after 24 h that place is empty. Required: without one such changes are dropped."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:(s3:::[a-z0-9][a-z0-9.-]+|(sqs|sns):[^:]+:[0-9]{12}:[a-zA-Z0-9_-]+)$", var.failure_destination_arn))
    error_message = "failure_destination_arn must be the ARN of an S3 bucket, or of a standard SQS queue or SNS topic: Lambda takes no FIFO one."
  }
}
