# Where

variable "environment" {
  description = "Name of the environment, part of every name (spillway-<environment>-...): lower-case letters, digits and '-', 2 to 20 characters, a letter first. One Terraform workspace for each."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,19}$", var.environment))
    error_message = "environment must be 2 to 20 lower-case letters, digits and '-', a letter first."
  }

  # One environment's values on another's state would rename, which means replace, all of its tables.
  validation {
    condition     = contains(["default", var.environment], terraform.workspace)
    error_message = "environment is ${var.environment}, but the workspace is ${terraform.workspace}: run \"terraform workspace select -or-create ${var.environment}\"."
  }
}

variable "region" {
  description = "AWS region. The prices in these descriptions are us-east-1's."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be an AWS region such as us-east-1."
  }
}

variable "endpoint_url" {
  description = "Endpoint that answers every AWS service (the local cloud: http://127.0.0.1:4566). null (default): AWS itself."
  type        = string
  default     = null

  validation {
    condition     = var.endpoint_url == null ? true : can(regex("^https?://[^/ ]+$", var.endpoint_url))
    error_message = "endpoint_url must be http(s)://host[:port] without a path, or null for AWS."
  }
}

variable "allowed_account_ids" {
  description = "Account IDs (12 digits) that may be touched; in any other account the plan stops. Required on AWS, so that the wrong credentials change nothing: TF_VAR_allowed_account_ids='[\"123456789012\"]' or a line in the environment's file."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "Each of allowed_account_ids must be 12 digits."
  }

  validation {
    condition     = length(var.allowed_account_ids) > 0 || var.endpoint_url != null
    error_message = "allowed_account_ids must name the account that this environment lives in: set it in environments/${var.environment}.tfvars or by TF_VAR_allowed_account_ids='[\"<12 digits>\"]'."
  }
}

variable "tags" {
  description = "Tags of everything, besides Project, Environment and ManagedBy."
  type        = map(string)
  default     = {}
}

# What

variable "features" {
  description = "Which features are deployed, by name; [] deploys only what all of them share (the alarm topic). Default [\"spike\"]. Known: capture (every change of a table audited, announced, and replayable when its processing failed), cart (carts, checkout and orders behind an API), jobs (an API that takes records and files, and loads them on as many workers as a table can feed), scaling (provisioned capacity raised when it is the cause, and always brought down again), spike (one write spike by three strategies, side by side), table (one table as it was planned). What each costs is said in features/<feature>/variables.tf."
  type        = set(string)
  default     = ["spike"]
  nullable    = false

  validation {
    condition     = length(setsubtract(var.features, local.known_features)) == 0
    error_message = "expected features of ${join(", ", local.known_features)}; came ${join(", ", setsubtract(var.features, local.known_features))}."
  }
}

variable "zips" {
  description = "Path of an app's zip by the app's name, for zips that were built elsewhere. Default {}: an app that is not named here is where \"pnpm build\" puts it, apps/<app>/dist/<app>.zip."
  type        = map(string)
  default     = {}
  nullable    = false
}

# Tables of every feature

variable "point_in_time_recovery_days" {
  description = "Days back to which the tables can be restored, 1 to 35; 0 (default: the demo's records can be made again) turns it off. $0.20 a GB-month."
  type        = number
  default     = 0

  validation {
    condition     = var.point_in_time_recovery_days >= 0 && var.point_in_time_recovery_days <= 35
    error_message = "point_in_time_recovery_days must be 0 (off) to 35."
  }
}

variable "table_encryption" {
  description = "Whose key encrypts the tables: aws-owned (default, free) or aws-managed (its use is logged; $0.03 for 10,000 KMS requests)."
  type        = string
  default     = "aws-owned"

  validation {
    condition     = contains(["aws-owned", "aws-managed"], var.table_encryption)
    error_message = "table_encryption must be aws-owned or aws-managed."
  }
}

variable "deletion_protection" {
  description = "true (default) makes DynamoDB refuse to delete the tables: set false and apply before a destroy."
  type        = bool
  default     = true
}

variable "burst_seconds" {
  description = "Seconds of unused capacity that a table saves for a burst: 300 (default) on AWS, which can't be changed; on the local cloud what it is started with. Tells the report how fast time runs there: deploy.sh starts the local cloud with it."
  type        = number
  default     = 300

  validation {
    condition     = var.burst_seconds >= 1 && var.burst_seconds <= 300 && (var.burst_seconds == 300 || var.endpoint_url != null)
    error_message = "burst_seconds must be 300 on AWS, and 1 to 300 at an endpoint of your own."
  }
}

# Functions of every feature

variable "log_level" {
  description = "Least level that the functions log: DEBUG, INFO (default), WARN or ERROR. Logs cost $0.50 a GB taken in."
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], var.log_level)
    error_message = "log_level must be DEBUG, INFO, WARN or ERROR."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept, one of the numbers that CloudWatch Logs knows: 1, 3, 5, 7, 14 (default), 30, 60, 90, ... The lambda module lists all."
  type        = number
  default     = 14
}

variable "tracing" {
  description = "true records each run in X-Ray: $5 a million. Default false."
  type        = bool
  default     = false
}

# Alarms and metrics

variable "notification_email" {
  description = "Address that alarms are sent to; AWS sends it a mail with a link, and alarms arrive once the link was opened. Empty (default): no e-mail. Mind that the direct strategy is throttled on purpose, so its alarm rings at every run."
  type        = string
  default     = ""
}

variable "encrypt_alarm_topic" {
  description = "true (default) encrypts the alarm topic with a KMS key of its own: $1 a month. The key stays for 7 days (free) after destroy."
  type        = bool
  default     = true
}

variable "metric_period_seconds" {
  description = "Seconds between two points of a metric, which the dashboard and the report ask for: 60 (default) on AWS, 1 on the local cloud. 1, 5, 10, 30 or a multiple of 60."
  type        = number
  default     = 60

  validation {
    condition     = contains([1, 5, 10, 30], var.metric_period_seconds) || (var.metric_period_seconds >= 60 && var.metric_period_seconds % 60 == 0)
    error_message = "metric_period_seconds must be 1, 5, 10, 30 or a multiple of 60."
  }
}
