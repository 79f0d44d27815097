# How capacity is raised and brought down, and how the function runs.

variable "scale_up_factor" {
  description = "What a throttled capacity is multiplied by, above 1: 5 units become 10, 20, 40 with 2. A larger one needs fewer changes, each of which takes some seconds to minutes, and pays for more that is not used. Default 2."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.scale_up_factor > 1
    error_message = "scale_up_factor must be above 1: it is ${var.scale_up_factor}."
  }
}

variable "scale_down_delay_minutes" {
  description = "Minutes for which capacity was not needed before it is brought down, 0 to 20,160 (14 days), fractions too. Shorter pays for less and uses up decreases: AWS allows 4 a day and one more each hour, for table and each index, of which the function keeps some. Default 10."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.scale_down_delay_minutes >= 0 && var.scale_down_delay_minutes <= 20160
    error_message = "scale_down_delay_minutes must be 0 to 20160: it is ${var.scale_down_delay_minutes}."
  }
}

variable "target_percent" {
  description = "Share of the capacity in use, in percent (20 to 90), above which the function raises it before anything is throttled. Lower leaves more room for a spike and costs more. Default 70."
  type        = number
  default     = 70
  nullable    = false

  validation {
    condition     = var.target_percent >= 20 && var.target_percent <= 90
    error_message = "target_percent must be 20 to 90: it is ${var.target_percent}."
  }
}

variable "max_retries" {
  description = "Times that a wrapped client sends a throttled operation again, 0 or more. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_retries >= 0 && floor(var.max_retries) == var.max_retries
    error_message = "max_retries must be a whole number of 0 or more: it is ${var.max_retries}."
  }
}

variable "initial_retry_delay_ms" {
  description = "Milliseconds that a wrapped client waits at most before the first of these, 0 or more; twice as long before each further one, up to 30 s. Default 1,000."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.initial_retry_delay_ms >= 0
    error_message = "initial_retry_delay_ms must be 0 or more: it is ${var.initial_retry_delay_ms}."
  }
}

variable "prediction" {
  description = "off (default); dry-run: says in its log what it would raise ahead of a spike that comes at the same time each day or week; on: raises it. It learns from weeks of metrics, each asked for at $0.01 for 1,000."
  type        = string
  default     = "off"
  nullable    = false

  validation {
    condition     = contains(["off", "dry-run", "on"], var.prediction)
    error_message = "prediction must be off, dry-run or on: it is ${var.prediction}."
  }
}

variable "decrease_rule" {
  description = "How DynamoDB counts this account's decreases: \"four and one an hour\" (default), for table and each index 4 a day and one more each hour; \"four, then hourly\", older accounts, as the refusal of a fifth says; \"unlimited\", an endpoint that does not count them, such as the local cloud."
  type        = string
  default     = "four and one an hour"
  nullable    = false

  validation {
    condition     = contains(["four and one an hour", "four, then hourly", "unlimited"], var.decrease_rule)
    error_message = "decrease_rule must be \"four and one an hour\", \"four, then hourly\" or \"unlimited\": it is ${var.decrease_rule}."
  }

  validation {
    condition     = var.decrease_rule != "unlimited" || var.shared.endpoint_url != null
    error_message = "decrease_rule can be unlimited at an endpoint of your own only: AWS counts."
  }
}

variable "metric_period_seconds" {
  description = "Seconds of use that are looked at as one: 60 (default) on AWS, whose metrics of tables know whole minutes only; 1, 5, 10 or 30 at an endpoint of your own, for the local cloud's quicker time."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.metric_period_seconds == 60 || (contains([1, 5, 10, 30], var.metric_period_seconds) && var.shared.endpoint_url != null)
    error_message = "metric_period_seconds must be 60 on AWS, and 1, 5, 10, 30 or 60 at an endpoint of your own: it is ${var.metric_period_seconds}."
  }
}

variable "metric_delay_seconds" {
  description = "Seconds after its end from which a period without metrics is one without use, 0 to 240: with more, what is known of a quiet table is too old for it to be lowered. CloudWatch knows of a minute one to three minutes after it ended; with less than 180 a minute that is only late is taken for a quiet one. Default 180."
  type        = number
  default     = 180
  nullable    = false

  validation {
    condition     = var.metric_delay_seconds >= 0 && var.metric_delay_seconds <= 240
    error_message = "metric_delay_seconds must be 0 to 240: it is ${var.metric_delay_seconds}."
  }
}

variable "frequent_raises_per_hour" {
  description = "Raises of one table within an hour above which the topic of alarms is told, 1 to 40: the base may be too low, or the factor too small. Default 10."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.frequent_raises_per_hour >= 1 && var.frequent_raises_per_hour <= 40 && floor(var.frequent_raises_per_hour) == var.frequent_raises_per_hour
    error_message = "frequent_raises_per_hour must be a whole number from 1 to 40: it is ${var.frequent_raises_per_hour}."
  }
}

# The function

variable "schedule_enabled" {
  description = "false stops the look of each minute; then only alarms and wrapped clients raise, and nothing comes down by itself. Default true: 43,800 runs a month, $0.01 for 1,000 metrics asked for."
  type        = bool
  default     = true
  nullable    = false
}

variable "function_memory_mb" {
  description = "Memory of the function in MB, 128 to 10,240; CPU and price grow with it. Default 256."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = var.function_memory_mb >= 128 && var.function_memory_mb <= 10240 && floor(var.function_memory_mb) == var.function_memory_mb
    error_message = "function_memory_mb must be a whole number from 128 to 10240."
  }
}

variable "function_timeout_seconds" {
  description = "Seconds after which a run is cut off, 10 to 900. Default 55: within the minute, so that runs don't pile up."
  type        = number
  default     = 55
  nullable    = false

  validation {
    condition     = var.function_timeout_seconds >= 10 && var.function_timeout_seconds <= 900 && floor(var.function_timeout_seconds) == var.function_timeout_seconds
    error_message = "function_timeout_seconds must be a whole number from 10 to 900."
  }
}

variable "reserved_concurrency" {
  description = "Runs at once that are kept for the function, 2 or more: one each minute and one of an alarm. A spike that throttles a table may use up the account's pool of runs too; what is kept here runs even then. Runs at once on one table do no harm: the first takes its lease. null (default): none kept, since AWS refuses to keep any in an account with a limit of 10."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 2 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency must be null or a whole number of 2 or more."
  }
}
