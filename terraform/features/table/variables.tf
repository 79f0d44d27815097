# The root hands each value on as it got it: null there means the default here (nullable = false).

variable "shared" {
  description = "What the root shares with every feature: names, the topic of all alarms, what tables have in common."
  type = object({
    prefix                      = string
    alarm_topic_arn             = string
    table_encryption            = string
    point_in_time_recovery_days = number
    deletion_protection         = bool
  })
}

# What the table is

variable "name" {
  description = "Name of the table, 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'. null (default): <prefix>-table."
  type        = string
  default     = null

  validation {
    condition     = var.name == null ? true : can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.name))
    error_message = "name must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.', or null."
  }
}

variable "partition_key" {
  description = "Partition key: name (1 to 255 bytes) and type, S (string, default), N (number) or B (binary). A change replaces the table. Default pk."
  type        = object({ name = string, type = optional(string, "S") })
  default     = { name = "pk" }
  nullable    = false
}

variable "sort_key" {
  description = "Sort key, as partition_key; null (default) for none. A change replaces the table."
  type        = object({ name = string, type = optional(string, "S") })
  default     = null
}

variable "global_indexes" {
  description = "Global secondary indexes by name: keys as those of the table; projection ALL (default), KEYS_ONLY, or INCLUDE with included_attributes. Each has units of its own and is paid like a table. On demand max_read_units and max_write_units limit it (null: no limit); provisioned it has read_capacity and write_capacity, and autoscaling its own bounds: what it leaves out is as the table has it. Default {}."
  type = map(object({
    partition_key       = object({ name = string, type = optional(string, "S") })
    sort_key            = optional(object({ name = string, type = optional(string, "S") }))
    projection          = optional(string, "ALL")
    included_attributes = optional(list(string), [])
    max_read_units      = optional(number)
    max_write_units     = optional(number)
    read_capacity       = optional(number)
    write_capacity      = optional(number)
    autoscaling = optional(object({
      read  = optional(object({ min = number, max = number }))
      write = optional(object({ min = number, max = number }))
    }), {})
  }))
  default  = {}
  nullable = false
}

variable "local_indexes" {
  description = "Local secondary indexes by name: 5 at most, only with a sort_key; a change replaces the table. They use the table's units. Default {}."
  type = map(object({
    sort_key            = object({ name = string, type = optional(string, "S") })
    projection          = optional(string, "ALL")
    included_attributes = optional(list(string), [])
  }))
  default  = {}
  nullable = false
}

variable "ttl_attribute" {
  description = "Number attribute that holds the second (Unix time) after which DynamoDB deletes the item, free of charge, usually within days. null (default): nothing expires."
  type        = string
  default     = null
}

variable "stream_view_type" {
  description = "What the table's stream holds of each change: KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES. null (default): no stream."
  type        = string
  default     = null
}

variable "throttle_alarm_threshold" {
  description = "Refused writes (or reads) of table or index within one minute that ring the alarm, 1 or more. Default 1. Two alarms for the table and for each index, $0.10 a month each."
  type        = number
  default     = 1
  nullable    = false
}
