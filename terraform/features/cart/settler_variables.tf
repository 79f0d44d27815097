# The function that empties the lines that were sold, and how orders are handed to it.

variable "settler_memory_mb" {
  description = "Memory of cart-settler in MB, 128 to 10,240; CPU and price grow with it. Default 256."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = var.settler_memory_mb >= 128 && var.settler_memory_mb <= 10240 && floor(var.settler_memory_mb) == var.settler_memory_mb
    error_message = "settler_memory_mb must be a whole number from 128 to 10240."
  }
}

variable "settler_timeout_seconds" {
  description = "Seconds after which a run of cart-settler is cut off, 10 to 900. A batch of settler_batch_size orders must fit; what does not is handed over again. Default 60."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.settler_timeout_seconds >= 10 && var.settler_timeout_seconds <= 900 && floor(var.settler_timeout_seconds) == var.settler_timeout_seconds
    error_message = "settler_timeout_seconds must be a whole number from 10 to 900."
  }
}

variable "settler_batch_size" {
  description = "Orders handed over at once, at most: 1 to 1,000. Each of their lines is one write unit. Default 10."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.settler_batch_size >= 1 && var.settler_batch_size <= 1000 && floor(var.settler_batch_size) == var.settler_batch_size
    error_message = "settler_batch_size must be a whole number from 1 to 1000."
  }
}

variable "settler_batching_window_seconds" {
  description = "Seconds to wait for a batch to fill, 0 to 300. Nobody waits for it, so longer is cheaper: fewer runs. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.settler_batching_window_seconds >= 0 && var.settler_batching_window_seconds <= 300 && floor(var.settler_batching_window_seconds) == var.settler_batching_window_seconds
    error_message = "settler_batching_window_seconds must be a whole number from 0 to 300."
  }
}

variable "settler_parallelization_factor" {
  description = "Batches of one shard under way at once, 1 to 10. Raise it when the iterator age grows. Default 1."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.settler_parallelization_factor >= 1 && var.settler_parallelization_factor <= 10 && floor(var.settler_parallelization_factor) == var.settler_parallelization_factor
    error_message = "settler_parallelization_factor must be a whole number from 1 to 10."
  }
}

variable "settler_age_alarm_seconds" {
  description = "Seconds behind the stream that ring the alarm ($0.10 a month), 1 to 86,400. Default 3,600: the stream keeps 24 h."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.settler_age_alarm_seconds >= 1 && var.settler_age_alarm_seconds <= 86400
    error_message = "settler_age_alarm_seconds must be 1 to 86400."
  }
}
