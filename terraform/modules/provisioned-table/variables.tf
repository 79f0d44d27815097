variable "name" {
  description = "Table name, 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'. Must be known at plan time (no random suffix made in the same apply) unless capacity_owner is fixed."
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
  description = "Global secondary indexes by name. Each has its own capacity in units a second (1 or more; under another capacity_owner only its beginning) and costs like a table: every write that touches it is paid again. projection: ALL, KEYS_ONLY, or INCLUDE with included_attributes. An index with less write capacity than the writes that reach it throttles the table's writes. DynamoDB adds one index at a time; the quota is 20 a table."
  type = map(object({
    partition_key       = object({ name = string, type = optional(string, "S") })
    sort_key            = optional(object({ name = string, type = optional(string, "S") }))
    projection          = optional(string, "ALL")
    included_attributes = optional(list(string), [])
    read_capacity       = number
    write_capacity      = number
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
    condition     = alltrue([for index in var.global_indexes : index.read_capacity >= 1 && index.write_capacity >= 1])
    error_message = "read_capacity and write_capacity in global_indexes must be 1 or more."
  }
}

variable "local_indexes" {
  description = "Local secondary indexes by name: 5 at most, only with the table's sort_key, and only made together with the table (a change replaces it). They use the table's capacity, and limit all items of one partition key to 10 GB."
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

variable "capacity_owner" {
  description = "The one owner of the capacity of table and indexes. fixed: this configuration, each apply sets it. autoscaling: Application Auto Scaling (module table-scaling). scaler: Spillway's throughput scaler. Under the last two read_capacity and write_capacity are only where the table begins. Can be changed at any time; the table stays."
  type        = string
  default     = "fixed"

  validation {
    condition     = contains(["fixed", "autoscaling", "scaler"], var.capacity_owner)
    error_message = "capacity_owner must be fixed, autoscaling or scaler."
  }
}

variable "read_capacity" {
  description = "Read units a second (4 KB strongly consistent each, twice that eventually), 1 to 40,000 (the quota of a table, which AWS raises on request). $0.00013 a unit-hour in us-east-1: $0.09 a month each."
  type        = number

  validation {
    condition     = var.read_capacity >= 1 && floor(var.read_capacity) == var.read_capacity
    error_message = "read_capacity must be a whole number of 1 or more."
  }
}

variable "write_capacity" {
  description = "Write units a second (1 KB each), 1 to 40,000 (the quota of a table, which AWS raises on request). $0.00065 a unit-hour in us-east-1: $0.47 a month each. One partition takes 1,000 a second, whatever stands here."
  type        = number

  validation {
    condition     = var.write_capacity >= 1 && floor(var.write_capacity) == var.write_capacity
    error_message = "write_capacity must be a whole number of 1 or more."
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

variable "throttle_alarm_function" {
  description = "Name and ARN of a function that each throttle alarm invokes too, such as the one that scales the table. null (default): none."
  type        = object({ name = string, arn = string })
  default     = null
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
