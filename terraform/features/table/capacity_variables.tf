# How its capacity is paid for, and who owns it.

variable "billing" {
  description = "on-demand (default): each unit is paid for, $0.625 a million writes and $0.125 a million reads of one unit. provisioned: units a second are paid for by the hour, used or not, $0.47 a month a write unit and $0.09 a read unit."
  type        = string
  default     = "on-demand"
  nullable    = false

  validation {
    condition     = contains(["on-demand", "provisioned"], var.billing)
    error_message = "billing must be on-demand or provisioned: it is ${var.billing}."
  }
}

variable "max_read_units" {
  description = "On demand: read units a second that the table may use at most, a guard for the bill; what is above is throttled. null (default): no limit but the account's."
  type        = number
  default     = null

  validation {
    condition     = var.max_read_units == null || var.billing == "on-demand"
    error_message = "max_read_units limits a table on demand; a provisioned one has read_capacity."
  }
}

variable "max_write_units" {
  description = "On demand: write units a second that the table may use at most, a guard for the bill; what is above is throttled. null (default): no limit but the account's."
  type        = number
  default     = null

  validation {
    condition     = var.max_write_units == null || var.billing == "on-demand"
    error_message = "max_write_units limits a table on demand; a provisioned one has write_capacity."
  }
}

variable "capacity_owner" {
  description = "Provisioned: the one owner of the capacity of table and indexes. fixed (default): this configuration. autoscaling: Application Auto Scaling, with autoscaling. scaler: the feature scaling, whose tables must name this one. Under the last two read_capacity and write_capacity are only where the table begins."
  type        = string
  default     = "fixed"
  nullable    = false

  validation {
    condition     = contains(["fixed", "autoscaling", "scaler"], var.capacity_owner)
    error_message = "capacity_owner must be fixed, autoscaling or scaler: it is ${var.capacity_owner}."
  }

  validation {
    condition     = var.capacity_owner == "fixed" || var.billing == "provisioned"
    error_message = "capacity_owner ${var.capacity_owner} belongs to billing = \"provisioned\": on demand there is no capacity to own."
  }
}

variable "read_capacity" {
  description = "Provisioned: read units a second (4 KB each) of the table, and of each index that has none of its own, 1 to 40,000. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.read_capacity >= 1 && var.read_capacity <= 40000 && floor(var.read_capacity) == var.read_capacity
    error_message = "read_capacity must be a whole number from 1 to 40000."
  }
}

variable "write_capacity" {
  description = "Provisioned: write units a second (1 KB each) of the table, and of each index that has none of its own, 1 to 40,000. One partition takes 1,000 a second, whatever stands here. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.write_capacity >= 1 && var.write_capacity <= 40000 && floor(var.write_capacity) == var.write_capacity
    error_message = "write_capacity must be a whole number from 1 to 40000."
  }
}

variable "autoscaling" {
  description = "Between what Application Auto Scaling holds the table (and each index without bounds of its own), in units a second: read and write, each min (1 or more, what a quiet table costs) and max (up to the quota of 40,000). target_utilization_percent: the share that should be in use, 20 to 90, default 70. scale_in_cooldown_seconds between two decreases, 0 to 86,400, default 3,600. null (default): another owner."
  type = object({
    read                       = object({ min = number, max = number })
    write                      = object({ min = number, max = number })
    target_utilization_percent = optional(number, 70)
    scale_in_cooldown_seconds  = optional(number, 3600)
  })
  default = null

  validation {
    condition     = (var.autoscaling != null) == (var.capacity_owner == "autoscaling")
    error_message = "autoscaling belongs to capacity_owner = \"autoscaling\", which needs it."
  }
}
