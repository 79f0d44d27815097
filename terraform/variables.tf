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

# Tables

variable "capacity_owner" {
  description = "The one owner of all tables' capacity: fixed (this configuration), autoscaling (Application Auto Scaling between the capacity below and the bounds of autoscaling) or scaler (Spillway's throughput scaler). Under the last two an apply leaves the capacity as it finds it."
  type        = string
  default     = "fixed"

  validation {
    condition     = contains(["fixed", "autoscaling", "scaler"], var.capacity_owner)
    error_message = "capacity_owner must be fixed, autoscaling or scaler."
  }
}

variable "write_capacity" {
  description = "Write units a second (1 KB each) of each table, 1 to 40,000: $0.47 a month each. The least under autoscaling. 1,000 records over 900 s need 2; written at once they need 1,000, less the burst (300 s of unused capacity)."
  type        = number

  validation {
    condition     = var.write_capacity >= 1 && var.write_capacity <= 40000 && floor(var.write_capacity) == var.write_capacity
    error_message = "write_capacity must be a whole number from 1 to 40000."
  }
}

variable "read_capacity" {
  description = "Read units a second (4 KB each) of each table, 1 to 40,000: $0.09 a month each. Only the comparison reads, when it counts what arrived."
  type        = number
  default     = 5

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

  validation {
    condition     = var.record_ttl_seconds >= 0 && floor(var.record_ttl_seconds) == var.record_ttl_seconds
    error_message = "record_ttl_seconds must be a whole number of 0 (never) or more."
  }
}

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

# Schedule and alarms

variable "schedule_expression" {
  description = "When the producers run: rate(<n> minutes|hours|days) or cron(<six fields>), UTC. Default rate(10 minutes): 4,320 runs of each a month."
  type        = string
  default     = "rate(10 minutes)"
}

variable "schedule_enabled" {
  description = "false stops the scheduled runs; on demand the producers still run. Default true."
  type        = bool
  default     = true
}

variable "notification_email" {
  description = "Address that alarms are sent to; its owner must follow the link in AWS's letter. Empty (default): no e-mail. Mind that the direct strategy is throttled on purpose, so its alarm rings at every run."
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
