variable "table_name" {
  description = "Name of the table that is watched."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.table_name))
    error_message = "table_name must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'."
  }
}

variable "index_names" {
  description = "Names of the table's global secondary indexes. Each has its own capacity, so each has its own two alarms ($0.10 a month each)."
  type        = set(string)
  default     = []
}

variable "name" {
  description = "What the alarms' names begin with, up to 128 characters. null (default): table_name. Another one where the table has alarms of this module already."
  type        = string
  default     = null

  validation {
    condition     = var.name == null ? true : can(regex("^[a-zA-Z0-9_.-]{1,128}$", var.name))
    error_message = "name must be 1 to 128 characters of a-z, A-Z, 0-9, '_', '-' and '.', or null."
  }
}

variable "function" {
  description = "Name and ARN of a function that each alarm invokes too when it rings (not when it is quiet again), with the right to do so. CloudWatch invokes it once each time an alarm comes to ALARM, not while it stays there. null (default): none."
  type        = object({ name = string, arn = string })
  default     = null

  validation {
    condition     = var.function == null ? true : can(regex("^arn:aws[a-z-]*:lambda:", var.function.arn))
    error_message = "function.arn must be the ARN of a Lambda function (arn:aws:lambda:...)."
  }
}

variable "threshold" {
  description = "Refused writes (or reads) within one minute that ring the alarm. At least 1."
  type        = number
  default     = 1

  validation {
    condition     = var.threshold >= 1 && floor(var.threshold) == var.threshold
    error_message = "threshold must be a whole number of 1 or more refused requests a minute."
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
