variable "name" {
  description = "Queue name, 1 to 80 characters of a-z, A-Z, 0-9, '-' and '_'. A standard queue: order does not matter for what failed."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,80}$", var.name))
    error_message = "name must be 1 to 80 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "message_retention_seconds" {
  description = "Seconds that a message is kept, 60 to 1,209,600 (14 days, the most that SQS allows). The default is the most: what is dropped here is lost. Keeping costs nothing, SQS bills requests only."
  type        = number
  default     = 1209600

  validation {
    condition     = var.message_retention_seconds >= 60 && var.message_retention_seconds <= 1209600
    error_message = "message_retention_seconds must be 60 to 1209600 (14 days)."
  }
}

variable "what_failed" {
  description = "What could not be done with what is in the queue, one word for the alarm's text. Default written."
  type        = string
  default     = "written"

  validation {
    condition     = can(regex("^[a-z]+$", var.what_failed))
    error_message = "what_failed must be one word of lower-case letters."
  }
}

variable "bucket_arn" {
  description = "ARN of a bucket of this account that may tell the queue of its objects (aws_s3_bucket_notification is made elsewhere). null (default): none."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_arn == null ? true : can(regex("^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]+$", var.bucket_arn))
    error_message = "bucket_arn must be the ARN of an S3 bucket (arn:aws:s3:::...) or null."
  }
}

variable "depth_alarm_messages" {
  description = "Messages in the queue that ring the alarm ($0.10 a month). The default is the first one."
  type        = number
  default     = 1

  validation {
    condition     = var.depth_alarm_messages >= 1 && floor(var.depth_alarm_messages) == var.depth_alarm_messages
    error_message = "depth_alarm_messages must be a whole number of 1 or more."
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
