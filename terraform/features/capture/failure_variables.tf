# What becomes of a change that can't be processed.

variable "retry_attempts" {
  description = "Times that a failed batch is tried again before its changes go to the failure destination: 0 to 10,000; -1 tries until the changes are too old, and nothing behind them in their shard is processed meanwhile. Default 3."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.retry_attempts >= -1 && var.retry_attempts <= 10000 && floor(var.retry_attempts) == var.retry_attempts
    error_message = "retry_attempts must be a whole number from -1 (until too old) to 10000."
  }
}

variable "maximum_record_age_seconds" {
  description = "Age at which a change goes to the failure destination untried, 60 to 604,800 seconds; -1: never. The stream forgets a change after 24 h, without a word. Default 79,200 (22 h), so that after a long outage the failure bucket gets what would be lost."
  type        = number
  default     = 79200
  nullable    = false

  validation {
    condition     = var.maximum_record_age_seconds == -1 || (var.maximum_record_age_seconds >= 60 && var.maximum_record_age_seconds <= 604800 && floor(var.maximum_record_age_seconds) == var.maximum_record_age_seconds)
    error_message = "maximum_record_age_seconds must be -1 (never) or a whole number from 60 to 604800."
  }
}

variable "bisect_batch" {
  description = "true (default) halves a batch that failed, which does not use up retries: a poison change is soon alone, and its neighbours go on."
  type        = bool
  default     = true
  nullable    = false
}

variable "failure_destination" {
  description = "What gets the changes that could not be processed: s3 (default), a bucket that keeps the changes themselves and tells the dead-letter queue of each; or sqs, the dead-letter queue alone, which gets only where in the stream they are: after 24 h that place is empty, and the changes are lost."
  type        = string
  default     = "s3"
  nullable    = false

  validation {
    condition     = contains(["s3", "sqs"], var.failure_destination)
    error_message = "failure_destination must be s3 or sqs."
  }
}

variable "dlq_retention" {
  description = "Days that the dead-letter queue keeps a message, 1 to 14. Default 14."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.dlq_retention >= 1 && var.dlq_retention <= 14 && floor(var.dlq_retention) == var.dlq_retention
    error_message = "dlq_retention must be a whole number from 1 to 14."
  }
}

variable "failed_changes_days" {
  description = "Days that the failure bucket keeps what was not replayed, 1 or more; then it is lost. Default 90."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.failed_changes_days >= 1 && floor(var.failed_changes_days) == var.failed_changes_days
    error_message = "failed_changes_days must be a whole number of 1 or more."
  }
}

variable "failure_policies" {
  description = "What to do with an error, by its class; the first that fits counts. error: a name or code (ThrottlingException, TypeError), an HTTP status (404) or a class of them (5xx), or *. policy: retry (in the run, with back-off, until the run's time is up, or for so many attempts), destination (at once to the failure destination; the stream goes on) or report (Lambda retries, as retry_attempts says). Default []: AWS's passing errors are retried, all else is reported."
  type = list(object({
    error    = string
    policy   = string
    attempts = optional(number)
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for one in var.failure_policies : one.error != "" && (can(regex("^[1-5]xx$", one.error)) || !can(regex("^[0-9][xX]{2}$", one.error)))])
    error_message = "error in failure_policies must be a name, a code, an HTTP status, a class from 1xx to 5xx, or *."
  }

  validation {
    condition     = alltrue([for one in var.failure_policies : contains(["retry", "destination", "report"], one.policy)])
    error_message = "policy in failure_policies must be retry, destination or report."
  }

  validation {
    condition     = alltrue([for one in var.failure_policies : one.attempts == null ? true : one.policy == "retry" && one.attempts >= 1 && floor(one.attempts) == one.attempts])
    error_message = "attempts in failure_policies goes with policy retry, and must be a whole number of 1 or more."
  }
}

locals {
  failure_policies_json = jsonencode([for one in var.failure_policies : { for name, value in one : name => value if value != null }])
}
