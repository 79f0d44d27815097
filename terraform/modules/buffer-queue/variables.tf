variable "name" {
  description = "Queue name, 1 to 67 characters of a-z, A-Z, 0-9, '-' and '_'. The dead-letter queue is named <name>-dead-letters, and SQS allows 80. A standard queue: per-message delays do not work on FIFO queues."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,67}$", var.name))
    error_message = "name must be 1 to 67 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "consumer_timeout_seconds" {
  description = "Timeout of the function that reads the queue, 1 to 900 seconds. The visibility timeout is measured against it."
  type        = number

  validation {
    condition     = var.consumer_timeout_seconds >= 1 && var.consumer_timeout_seconds <= 900
    error_message = "consumer_timeout_seconds must be 1 to 900, as Lambda allows."
  }
}

variable "batching_window_seconds" {
  description = "Batching window of the queue's trigger, 0 to 300 seconds. A message is already hidden while the window fills."
  type        = number
  default     = 0

  validation {
    condition     = var.batching_window_seconds >= 0 && var.batching_window_seconds <= 300
    error_message = "batching_window_seconds must be 0 to 300, as Lambda allows."
  }
}

variable "visibility_timeout_seconds" {
  description = "Seconds that a received message stays hidden, up to 43,200 (12 hours). At least 6 × consumer_timeout_seconds + batching_window_seconds, which is also what null (the default) takes."
  type        = number
  default     = null

  validation {
    condition     = var.visibility_timeout_seconds == null ? true : var.visibility_timeout_seconds <= 43200
    error_message = "visibility_timeout_seconds must be 43200 (12 hours) or less."
  }

  validation {
    condition     = var.visibility_timeout_seconds == null ? true : var.visibility_timeout_seconds >= 6 * var.consumer_timeout_seconds + var.batching_window_seconds
    error_message = "visibility_timeout_seconds must be at least ${6 * var.consumer_timeout_seconds + var.batching_window_seconds}: six consumer timeouts plus the batching window. A shorter one delivers messages twice."
  }
}

variable "message_retention_seconds" {
  description = "Seconds that a message is kept, 60 to 1,209,600 (14 days). Default 345,600 (4 days): a weekend without the consumer loses nothing. Keeping costs nothing, SQS bills requests only."
  type        = number
  default     = 345600

  validation {
    condition     = var.message_retention_seconds >= 60 && var.message_retention_seconds <= 1209600
    error_message = "message_retention_seconds must be 60 to 1209600 (14 days)."
  }
}

variable "dead_letter_retention_seconds" {
  description = "Seconds that a dead letter is kept, up to 1,209,600 (14 days, the default), and longer than message_retention_seconds: a message keeps its first send time when it moves, so an equal value could drop it on arrival."
  type        = number
  default     = 1209600

  validation {
    condition     = var.dead_letter_retention_seconds > var.message_retention_seconds && var.dead_letter_retention_seconds <= 1209600
    error_message = "dead_letter_retention_seconds must be more than message_retention_seconds (${var.message_retention_seconds}) and at most 1209600 (14 days)."
  }
}

variable "max_receive_count" {
  description = "Receives after which a message becomes a dead letter, 1 to 1,000. AWS asks for 5 or more below a function, so that a throttled poller does not use them up. Default 5."
  type        = number
  default     = 5

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be a whole number from 1 to 1000."
  }
}

variable "age_alarm_seconds" {
  description = "Age of the oldest message, in seconds, that rings the alarm ($0.10 a month). Above the longest planned delay (900 s is the most that SQS holds a message back), below message_retention_seconds. Default 1,800."
  type        = number
  default     = 1800

  validation {
    condition     = var.age_alarm_seconds >= 1 && var.age_alarm_seconds < var.message_retention_seconds
    error_message = "age_alarm_seconds must be at least 1 and less than message_retention_seconds (${var.message_retention_seconds}): a message that old is gone."
  }
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that every alarm goes to. Required, so that no alarm is silent."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of an SNS topic (arn:aws:sns:...)."
  }
}

variable "endpoint_url" {
  description = "Endpoint of SQS where it is not AWS's own (the local cloud), without a path. null (default): AWS. The queue's URL is put together from it."
  type        = string
  default     = null

  validation {
    condition     = var.endpoint_url == null ? true : can(regex("^https?://[^/ ]+$", var.endpoint_url))
    error_message = "endpoint_url must be http(s)://host[:port] without a path, or null for AWS."
  }
}
