variable "name" {
  description = "Table name, 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.name))
    error_message = "name must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'."
  }
}

variable "partition_key" {
  description = "Partition key: name (1 to 255 bytes) and type, S (string), N (number) or B (binary). A change replaces the table."
  type = object({
    name = string
    type = optional(string, "S")
  })

  validation {
    condition     = length(var.partition_key.name) >= 1 && length(var.partition_key.name) <= 255 && contains(["S", "N", "B"], var.partition_key.type)
    error_message = "partition_key needs a name of 1 to 255 characters and type S, N or B."
  }
}

variable "sort_key" {
  description = "Sort key, as partition_key; null (default) for none. A change replaces the table."
  type = object({
    name = string
    type = optional(string, "S")
  })
  default = null

  validation {
    condition     = var.sort_key == null ? true : length(var.sort_key.name) >= 1 && length(var.sort_key.name) <= 255 && contains(["S", "N", "B"], var.sort_key.type)
    error_message = "sort_key needs a name of 1 to 255 characters and type S, N or B, or must be null."
  }

  validation {
    condition     = try(var.sort_key.name != var.partition_key.name, true)
    error_message = "sort_key must be another attribute than partition_key."
  }
}

variable "global_indexes" {
  description = "Global secondary indexes by name. Each is paid like a table: every write that touches it counts again. projection: ALL, KEYS_ONLY, or INCLUDE with included_attributes. max_read_units and max_write_units limit it as they limit the table (null: no limit); an index with a lower write limit than its table throttles the table's writes. DynamoDB adds one index at a time; the quota is 20 a table."
  type = map(object({
    partition_key       = object({ name = string, type = optional(string, "S") })
    sort_key            = optional(object({ name = string, type = optional(string, "S") }))
    projection          = optional(string, "ALL")
    included_attributes = optional(list(string), [])
    max_read_units      = optional(number)
    max_write_units     = optional(number)
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.global_indexes) : can(regex("^[a-zA-Z0-9_.-]{3,255}$", name))])
    error_message = "The names of global_indexes must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'."
  }

  validation {
    condition     = alltrue(flatten([for index in var.global_indexes : [for key in [index.partition_key, index.sort_key] : contains(["S", "N", "B"], key.type) if key != null]]))
    error_message = "The keys of global_indexes must have type S, N or B."
  }

  validation {
    condition     = alltrue([for index in var.global_indexes : contains(["ALL", "KEYS_ONLY", "INCLUDE"], index.projection) && (index.projection == "INCLUDE") == (length(index.included_attributes) > 0)])
    error_message = "projection in global_indexes must be ALL, KEYS_ONLY or INCLUDE; included_attributes belong to INCLUDE, which needs them."
  }

  validation {
    condition     = alltrue(flatten([for index in var.global_indexes : [for units in [index.max_read_units, index.max_write_units] : units >= 1 if units != null]]))
    error_message = "max_read_units and max_write_units in global_indexes must be 1 or more, or null."
  }
}

variable "local_indexes" {
  description = "Local secondary indexes by name: 5 at most, only with the table's sort_key, and only made together with the table (a change replaces it). They count towards the table's units, and limit all items of one partition key to 10 GB."
  type = map(object({
    sort_key            = object({ name = string, type = optional(string, "S") })
    projection          = optional(string, "ALL")
    included_attributes = optional(list(string), [])
  }))
  default = {}

  validation {
    condition     = length(var.local_indexes) <= 5
    error_message = "A table has 5 local_indexes at most."
  }

  validation {
    condition     = length(var.local_indexes) == 0 || var.sort_key != null
    error_message = "local_indexes need a table with a sort_key."
  }

  validation {
    condition     = alltrue([for name in keys(var.local_indexes) : can(regex("^[a-zA-Z0-9_.-]{3,255}$", name)) && !contains(keys(var.global_indexes), name)])
    error_message = "The names of local_indexes must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.', and differ from those of global_indexes."
  }

  validation {
    condition     = alltrue([for index in var.local_indexes : contains(["S", "N", "B"], index.sort_key.type)])
    error_message = "The sort keys of local_indexes must have type S, N or B."
  }

  validation {
    condition     = alltrue([for index in var.local_indexes : contains(["ALL", "KEYS_ONLY", "INCLUDE"], index.projection) && (index.projection == "INCLUDE") == (length(index.included_attributes) > 0)])
    error_message = "projection in local_indexes must be ALL, KEYS_ONLY or INCLUDE; included_attributes belong to INCLUDE, which needs them."
  }
}

variable "max_read_units" {
  description = "Read units a second (4 KB strongly consistent each, twice that eventually) that the table may use at most: 1 or more, a guard for the bill; what is above is throttled. null (default): no limit but the account's. $0.125 a million units in us-east-1."
  type        = number
  default     = null

  validation {
    condition     = var.max_read_units == null ? true : var.max_read_units >= 1 && floor(var.max_read_units) == var.max_read_units
    error_message = "max_read_units must be a whole number of 1 or more, or null."
  }
}

variable "max_write_units" {
  description = "Write units a second (1 KB each) that the table may use at most: 1 or more, a guard for the bill; what is above is throttled. null (default): no limit but the account's. $0.625 a million units in us-east-1."
  type        = number
  default     = null

  validation {
    condition     = var.max_write_units == null ? true : var.max_write_units >= 1 && floor(var.max_write_units) == var.max_write_units
    error_message = "max_write_units must be a whole number of 1 or more, or null."
  }
}

variable "stream_view_type" {
  description = "What the table's stream holds of each change: KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES. null (default): no stream. Lambda reads it for nothing; others pay $0.02 for 100,000 reads."
  type        = string
  default     = null

  validation {
    condition     = var.stream_view_type == null ? true : contains(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"], var.stream_view_type)
    error_message = "stream_view_type must be KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES or null."
  }
}

variable "ttl_attribute" {
  description = "Number attribute that holds the second (Unix time) after which DynamoDB deletes the item, free of charge, usually within days. null (default): nothing expires."
  type        = string
  default     = null

  validation {
    condition     = var.ttl_attribute == null ? true : length(var.ttl_attribute) >= 1 && length(var.ttl_attribute) <= 255
    error_message = "ttl_attribute must be 1 to 255 characters or null."
  }
}

variable "point_in_time_recovery_days" {
  description = "Days back to which the table can be restored, 1 to 35; 0 turns it off. Default 35. $0.20 a GB-month, whatever the number of days."
  type        = number
  default     = 35

  validation {
    condition     = var.point_in_time_recovery_days >= 0 && var.point_in_time_recovery_days <= 35 && floor(var.point_in_time_recovery_days) == var.point_in_time_recovery_days
    error_message = "point_in_time_recovery_days must be a whole number from 0 (off) to 35."
  }
}

variable "encryption" {
  description = "Whose key encrypts the table: aws-owned (default, free, not visible to you), aws-managed (alias/aws/dynamodb, its use is logged; $0.03 for 10,000 KMS requests) or customer-managed (kms_key_arn; $1 a month more, and readers and writers need rights on the key)."
  type        = string
  default     = "aws-owned"

  validation {
    condition     = contains(["aws-owned", "aws-managed", "customer-managed"], var.encryption)
    error_message = "encryption must be aws-owned, aws-managed or customer-managed."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key when encryption is customer-managed, null (default) otherwise."
  type        = string
  default     = null

  validation {
    condition     = (var.encryption == "customer-managed") == (var.kms_key_arn != null)
    error_message = "kms_key_arn belongs to encryption = \"customer-managed\", which needs it."
  }

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (arn:aws:kms:...)."
  }
}

variable "deletion_protection" {
  description = "true (default) makes DynamoDB refuse to delete the table; set false and apply before a destroy."
  type        = bool
  default     = true
}

variable "throttle_alarm_threshold" {
  description = "Refused writes (or reads) of table or index within one minute that ring the alarm, 1 or more. Default 1. Two alarms for the table and for each index, $0.10 a month each."
  type        = number
  default     = 1

  validation {
    condition     = var.throttle_alarm_threshold >= 1 && floor(var.throttle_alarm_threshold) == var.throttle_alarm_threshold
    error_message = "throttle_alarm_threshold must be a whole number of 1 or more."
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

variable "tags" {
  description = "Tags of the table besides the provider's default_tags."
  type        = map(string)
  default     = {}
}
