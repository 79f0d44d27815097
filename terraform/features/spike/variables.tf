# The root hands each value on as it got it: null there means the default here (nullable = false).

variable "shared" {
  description = "What the root shares with every feature: names, the topic of all alarms, what functions and tables have in common, and where zips are (zips by app, or else <apps_folder>/<app>/dist/<app>.zip)."
  type = object({
    prefix                      = string
    region                      = string
    endpoint_url                = string
    alarm_topic_arn             = string
    metric_period_seconds       = number
    apps_folder                 = string
    zips                        = map(string)
    log_level                   = string
    log_retention_days          = number
    tracing                     = bool
    table_encryption            = string
    point_in_time_recovery_days = number
    deletion_protection         = bool
  })
}

# Tables

variable "capacity_owner" {
  description = "The one owner of all tables' capacity: fixed (this configuration), autoscaling (Application Auto Scaling between the capacity below and the bounds of autoscaling) or scaler (Spillway's throughput scaler). Under the last two an apply leaves the capacity as it finds it."
  type        = string
  default     = "fixed"
  nullable    = false

  validation {
    condition     = contains(["fixed", "autoscaling", "scaler"], var.capacity_owner)
    error_message = "capacity_owner must be fixed, autoscaling or scaler."
  }
}

variable "write_capacity" {
  description = "Write units a second (1 KB each) of each table, 1 to 40,000: $0.47 a month each. The least under autoscaling. 1,000 records over 900 s need 2; written at once they need 1,000, less the burst (300 s of unused capacity). Default 2."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.write_capacity >= 1 && var.write_capacity <= 40000 && floor(var.write_capacity) == var.write_capacity
    error_message = "write_capacity must be a whole number from 1 to 40000."
  }
}

variable "read_capacity" {
  description = "Read units a second (4 KB each) of each table, 1 to 40,000: $0.09 a month each. Only the comparison reads, when it counts what arrived."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.read_capacity >= 1 && var.read_capacity <= 40000 && floor(var.read_capacity) == var.read_capacity
    error_message = "read_capacity must be a whole number from 1 to 40000."
  }
}

variable "autoscaling" {
  description = "Used when capacity_owner is autoscaling: the most units a second of each table, and the share of capacity that should be in use (20 to 90 percent)."
  type = object({
    max_write_capacity         = optional(number, 40)
    max_read_capacity          = optional(number, 40)
    target_utilization_percent = optional(number, 70)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.capacity_owner != "autoscaling" || (var.autoscaling.max_write_capacity >= var.write_capacity && var.autoscaling.max_read_capacity >= var.read_capacity)
    error_message = "autoscaling.max_write_capacity and max_read_capacity must not be below write_capacity (${var.write_capacity}) and read_capacity (${var.read_capacity})."
  }

  validation {
    condition     = var.autoscaling.target_utilization_percent >= 20 && var.autoscaling.target_utilization_percent <= 90
    error_message = "autoscaling.target_utilization_percent must be 20 to 90."
  }
}

variable "record_ttl_seconds" {
  description = "Seconds after which DynamoDB may delete a written record (attribute expires_at), so that the demo's tables do not grow for ever; 0 keeps them. Default 86,400 (a day)."
  type        = number
  default     = 86400
  nullable    = false

  validation {
    condition     = var.record_ttl_seconds >= 0 && floor(var.record_ttl_seconds) == var.record_ttl_seconds
    error_message = "record_ttl_seconds must be a whole number of 0 (never) or more."
  }
}

# Writing

variable "distribution_window_seconds" {
  description = "Seconds over which the producer spreads its messages, 0 (all at once) to 900 (the longest delay that SQS has). Default 900."
  type        = number
  default     = 900
  nullable    = false

  validation {
    condition     = var.distribution_window_seconds >= 0 && var.distribution_window_seconds <= 900 && floor(var.distribution_window_seconds) == var.distribution_window_seconds
    error_message = "distribution_window_seconds must be a whole number from 0 to 900: SQS holds no message back for longer."
  }
}

variable "maximum_concurrency" {
  description = "Consumers at once, at most: 2 to 1,000 (AWS offers no 1). Each takes its share of the table's capacity. Default 2."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000 && floor(var.maximum_concurrency) == var.maximum_concurrency
    error_message = "maximum_concurrency must be a whole number from 2 to 1000."
  }
}

variable "batch_size" {
  description = "Messages that a consumer is handed at once, at most: 1 to 10,000. Default 25, one BatchWriteItem."
  type        = number
  default     = 25
  nullable    = false

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number from 1 to 10000."
  }
}

variable "batching_window_seconds" {
  description = "Seconds to wait for a batch to fill, 0 to 300; 1 or more when batch_size is above 10. Longer means fewer, fuller runs, and later writes. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.batching_window_seconds >= (var.batch_size > 10 ? 1 : 0) && var.batching_window_seconds <= 300 && floor(var.batching_window_seconds) == var.batching_window_seconds
    error_message = "batching_window_seconds must be a whole number up to 300, from 0, or from 1 when batch_size is above 10 (it is ${var.batch_size})."
  }
}

variable "write_concurrency" {
  description = "Batches that direct-writer has under way at once, 1 to 100. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.write_concurrency >= 1 && var.write_concurrency <= 100 && floor(var.write_concurrency) == var.write_concurrency
    error_message = "write_concurrency must be a whole number from 1 to 100."
  }
}

variable "max_attempts" {
  description = "Attempts of direct-writer for each record, the first one included, 1 to 20. What is unwritten then goes to the failure queue. Default 8."
  type        = number
  default     = 8
  nullable    = false

  validation {
    condition     = var.max_attempts >= 1 && var.max_attempts <= 20 && floor(var.max_attempts) == var.max_attempts
    error_message = "max_attempts must be a whole number from 1 to 20."
  }
}

variable "spillover_write_seconds" {
  description = "Seconds that the spillover strategy writes before the rest spills into its queue, 1 up to half of direct_timeout_seconds. Lambda bills them. Default 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.spillover_write_seconds >= 1 && var.spillover_write_seconds <= var.direct_timeout_seconds / 2
    error_message = "spillover_write_seconds must be 1 to ${var.direct_timeout_seconds / 2}: half of direct_timeout_seconds is kept to spill the rest."
  }
}

variable "spillover_max_write_units" {
  description = "Write units a second that the spillover strategy writes with: auto (default, what is provisioned), a number (no more than that) or a percentage of what is provisioned. Above 100% it uses saved burst, 300 s of unused capacity at most."
  type        = string
  default     = "auto"
  nullable    = false

  validation {
    condition     = can(regex("^(auto|(0*[1-9][0-9]*|[0-9]+\\.[0-9]*[1-9])%?)$", var.spillover_max_write_units))
    error_message = "spillover_max_write_units must be auto, a number above 0 or a percentage such as 250%."
  }
}

# Functions

variable "function_memory_mb" {
  description = "Memory of each function in MB, 128 to 10,240; CPU and price grow with it. Default 512."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.function_memory_mb >= 128 && var.function_memory_mb <= 10240 && floor(var.function_memory_mb) == var.function_memory_mb
    error_message = "function_memory_mb must be a whole number from 128 to 10240."
  }
}

variable "direct_timeout_seconds" {
  description = "Seconds after which direct-writer is cut off, in both strategies that it serves, 1 to 900. It stops by itself before. Default 300: throttled writes wait long for their turn."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.direct_timeout_seconds >= 1 && var.direct_timeout_seconds <= 900 && floor(var.direct_timeout_seconds) == var.direct_timeout_seconds
    error_message = "direct_timeout_seconds must be a whole number from 1 to 900."
  }
}

variable "producer_timeout_seconds" {
  description = "Seconds after which queue-producer is cut off, 1 to 900. Default 60; 100 requests to SQS take a few."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.producer_timeout_seconds >= 1 && var.producer_timeout_seconds <= 900 && floor(var.producer_timeout_seconds) == var.producer_timeout_seconds
    error_message = "producer_timeout_seconds must be a whole number from 1 to 900."
  }
}

variable "consumer_timeout_seconds" {
  description = "Seconds after which queue-consumer is cut off, 1 to 900. It defers what is left before. The queue hides messages for six times this, plus the batching window. Default 60."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.consumer_timeout_seconds >= 1 && var.consumer_timeout_seconds <= 900 && floor(var.consumer_timeout_seconds) == var.consumer_timeout_seconds
    error_message = "consumer_timeout_seconds must be a whole number from 1 to 900."
  }
}

# Schedule

variable "schedule_expression" {
  description = "When the producers run: rate(<n> minutes|hours|days) or cron(<six fields>), UTC. Default rate(10 minutes): 4,380 runs of each a month."
  type        = string
  default     = "rate(10 minutes)"
  nullable    = false
}

variable "schedule_enabled" {
  description = "false stops the scheduled runs; on demand the producers still run. Default true."
  type        = bool
  default     = true
  nullable    = false
}
