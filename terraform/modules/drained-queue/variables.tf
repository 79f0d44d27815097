# The modules below check the limits: buffer-queue, lambda and queue-trigger.

variable "name" {
  description = "Queue name, 1 to 67 characters of a-z, A-Z, 0-9, '-' and '_'. The dead-letter queue is named <name>-dead-letters."
  type        = string
}

variable "table_name" {
  description = "Name of the table that the messages are written to."
  type        = string
}

variable "table_arn" {
  description = "ARN of that table: the consumer may write it and no other."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:dynamodb:[^*]+:table/[^*/]+$", var.table_arn))
    error_message = "table_arn must be the ARN of one table (arn:aws:dynamodb:<region>:<account>:table/<name>)."
  }
}

variable "pace_table" {
  description = "Table that holds the pace which all who write table_name share, such as a job's workers: the consumers take their share of it then, instead of a fixed one each. At most 200 writes a second of it. null (default): a share each by maximum_concurrency."
  type = object({
    name = string
    arn  = string
  })
  default = null
}

variable "age_alarm_seconds" {
  description = "Age of the oldest message, in seconds, that rings the alarm ($0.10 a month). Above the longest planned delay."
  type        = number
}

variable "batch_size" {
  description = "Messages that a consumer is handed at once, at most: 1 to 10,000. Default 25, one BatchWriteItem."
  type        = number
  default     = 25
}

variable "batching_window_seconds" {
  description = "Seconds to wait for a batch to fill, 0 to 300; 1 or more when batch_size is above 10. Longer means fewer, fuller runs, and later writes. Default 5."
  type        = number
  default     = 5
}

variable "maximum_concurrency" {
  description = "Consumers at once, at most: 2 to 1,000 (AWS offers no 1). Each takes its share of the table's capacity. Default 2."
  type        = number
  default     = 2
}

variable "function_name" {
  description = "Name of the consumer's function, 1 to 64 characters of a-z, A-Z, 0-9, '-' and '_'."
  type        = string
}

variable "service_name" {
  description = "Name of the consumer in logs and metrics; the same in every environment."
  type        = string
}

variable "zip_path" {
  description = "Path of the consumer's zip: apps/queue-consumer, or another function that takes the same environment (TABLE_NAME, QUEUE_URL, MAXIMUM_CONCURRENCY, and PACE_TABLE with pace_table)."
  type        = string
}

variable "memory_mb" {
  description = "Memory of the consumer in MB, 128 to 10,240. Default 512."
  type        = number
  default     = 512
}

variable "timeout_seconds" {
  description = "Seconds after which a consumer is cut off, 1 to 900. It defers what is left before. The queue hides messages for six times this, plus the batching window. Default 60."
  type        = number
  default     = 60
}

variable "log_level" {
  description = "Least level that is logged: DEBUG, INFO (default), WARN or ERROR."
  type        = string
  default     = "INFO"
}

variable "log_retention_days" {
  description = "Days that logs are kept. Default 14."
  type        = number
  default     = 14
}

variable "tracing" {
  description = "true records each run in X-Ray ($5 a million). Default false."
  type        = bool
  default     = false
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that every alarm goes to. Required, so that no alarm is silent."
  type        = string
  nullable    = false
}

variable "endpoint_url" {
  description = "Endpoint of SQS where it is not AWS's own (the local cloud), without a path. null (default): AWS."
  type        = string
  default     = null
}
