variable "table_name" {
  description = "Name of a table whose capacity_owner is autoscaling."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.table_name))
    error_message = "table_name must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'."
  }
}

variable "capacity_owner" {
  description = "The table's capacity_owner, which must be autoscaling: two who scale one table undo each other, and use up its decreases. Give the output of the table's module."
  type        = string

  validation {
    condition     = var.capacity_owner == "autoscaling"
    error_message = "capacity_owner of table ${var.table_name} must be autoscaling for Application Auto Scaling; it is ${var.capacity_owner}. One table has one owner of its capacity."
  }
}

variable "table" {
  description = "Bounds of the table's capacity in units a second, for reads and for writes: min 1 or more, max up to the quota (40,000 a table). min is what a quiet table costs ($0.47 a write unit and $0.09 a read unit a month), max what a busy one can."
  type = object({
    read  = object({ min = number, max = number })
    write = object({ min = number, max = number })
  })

  validation {
    condition     = alltrue([for bounds in [var.table.read, var.table.write] : bounds.min >= 1 && bounds.max >= bounds.min && floor(bounds.min) == bounds.min && floor(bounds.max) == bounds.max])
    error_message = "table needs whole numbers with 1 <= min <= max, for read and for write."
  }
}

variable "indexes" {
  description = "Bounds for each global secondary index by name, as in table. Name every index of the table: one whose write capacity stays small throttles the whole table."
  type = map(object({
    read  = object({ min = number, max = number })
    write = object({ min = number, max = number })
  }))
  default = {}

  validation {
    condition     = alltrue(flatten([for index in var.indexes : [for bounds in [index.read, index.write] : bounds.min >= 1 && bounds.max >= bounds.min && floor(bounds.min) == bounds.min && floor(bounds.max) == bounds.max]]))
    error_message = "Each index in indexes needs whole numbers with 1 <= min <= max, for read and for write."
  }
}

variable "target_utilization_percent" {
  description = "Share of the capacity that should be in use, 20 to 90 percent. Lower leaves more room for a spike and costs more. Default 70."
  type        = number
  default     = 70

  validation {
    condition     = var.target_utilization_percent >= 20 && var.target_utilization_percent <= 90
    error_message = "target_utilization_percent must be 20 to 90, as DynamoDB allows."
  }
}

variable "scale_out_cooldown_seconds" {
  description = "Seconds between two increases, 0 to 86,400. Default 0: an increase may follow an increase at once, DynamoDB does not limit them."
  type        = number
  default     = 0

  validation {
    condition     = var.scale_out_cooldown_seconds >= 0 && var.scale_out_cooldown_seconds <= 86400
    error_message = "scale_out_cooldown_seconds must be 0 to 86400."
  }
}

variable "scale_in_cooldown_seconds" {
  description = "Seconds between two decreases, 0 to 86,400. Default 3,600: DynamoDB allows 4 decreases a day and one more for each hour without one, so faster ones soon use them up."
  type        = number
  default     = 3600

  validation {
    condition     = var.scale_in_cooldown_seconds >= 0 && var.scale_in_cooldown_seconds <= 86400
    error_message = "scale_in_cooldown_seconds must be 0 to 86400."
  }
}
