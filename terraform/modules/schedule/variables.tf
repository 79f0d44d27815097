variable "name" {
  description = "Name of the rule, 1 to 64 characters of a-z, A-Z, 0-9, '-', '_' and '.'."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{1,64}$", var.name))
    error_message = "name must be 1 to 64 characters of a-z, A-Z, 0-9, '-', '_' and '.'."
  }
}

variable "description" {
  description = "What the schedule does, up to 512 characters."
  type        = string

  validation {
    condition     = length(var.description) >= 1 && length(var.description) <= 512
    error_message = "description must be 1 to 512 characters."
  }
}

variable "schedule_expression" {
  description = "When: rate(10 minutes), or cron(0/10 * * * ? *) in UTC. EventBridge fires once a minute at most; scheduled events are free."
  type        = string
  default     = "rate(10 minutes)"

  validation {
    condition     = can(regex("^(rate\\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\\)|cron\\(\\S+( \\S+){5}\\))$", var.schedule_expression))
    error_message = "schedule_expression must be rate(<n> minutes|hours|days), with the singular for 1, or cron(<six fields>)."
  }
}

variable "enabled" {
  description = "false keeps the rule and never fires it; the function can still be invoked on demand. Default true."
  type        = bool
  default     = true
}

variable "function_name" {
  description = "Name of the function that is invoked."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.function_name))
    error_message = "function_name must be 1 to 64 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "function_arn" {
  description = "ARN of the function that is invoked."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:lambda:", var.function_arn))
    error_message = "function_arn must be the ARN of a Lambda function (arn:aws:lambda:...)."
  }
}

variable "maximum_event_age_seconds" {
  description = "Seconds after which a run that could not be started is given up, 60 to 86,400. Default 300."
  type        = number
  default     = 300

  validation {
    condition     = var.maximum_event_age_seconds >= 60 && var.maximum_event_age_seconds <= 86400
    error_message = "maximum_event_age_seconds must be 60 to 86400."
  }
}

variable "maximum_retry_attempts" {
  description = "Times that EventBridge tries again to start a run, 0 to 185. This is about starting: what happens when a run fails is the function's async_retry_attempts. Default 3."
  type        = number
  default     = 3

  validation {
    condition     = var.maximum_retry_attempts >= 0 && var.maximum_retry_attempts <= 185 && floor(var.maximum_retry_attempts) == var.maximum_retry_attempts
    error_message = "maximum_retry_attempts must be a whole number from 0 to 185."
  }
}
