# Feature "table": one table, by what was planned for it: keys, indexes, how its capacity is paid for and who owns it.

variable "table" {
  description = "Values of the feature table; each that is left out has its default. Unit, limits, cost and default of each are in features/table/*variables.tf. `spillway plan --tfvars` writes them."
  type = object({
    name          = optional(string)
    partition_key = optional(object({ name = string, type = optional(string) }))
    sort_key      = optional(object({ name = string, type = optional(string) }))
    global_indexes = optional(map(object({
      partition_key       = object({ name = string, type = optional(string) })
      sort_key            = optional(object({ name = string, type = optional(string) }))
      projection          = optional(string)
      included_attributes = optional(list(string))
      max_read_units      = optional(number)
      max_write_units     = optional(number)
      read_capacity       = optional(number)
      write_capacity      = optional(number)
      autoscaling = optional(object({
        read  = optional(object({ min = number, max = number }))
        write = optional(object({ min = number, max = number }))
      }))
    })))
    local_indexes = optional(map(object({
      sort_key            = object({ name = string, type = optional(string) })
      projection          = optional(string)
      included_attributes = optional(list(string))
    })))
    ttl_attribute            = optional(string)
    stream_view_type         = optional(string)
    throttle_alarm_threshold = optional(number)
    billing                  = optional(string)
    max_read_units           = optional(number)
    max_write_units          = optional(number)
    capacity_owner           = optional(string)
    read_capacity            = optional(number)
    write_capacity           = optional(number)
    autoscaling = optional(object({
      read                       = object({ min = number, max = number })
      write                      = object({ min = number, max = number })
      target_utilization_percent = optional(number)
      scale_in_cooldown_seconds  = optional(number)
    }))
  })
  default  = {}
  nullable = false
}

module "table" {
  source = "./features/table"
  count  = contains(var.features, "table") ? 1 : 0

  shared                   = local.shared
  name                     = var.table.name
  partition_key            = var.table.partition_key
  sort_key                 = var.table.sort_key
  global_indexes           = var.table.global_indexes
  local_indexes            = var.table.local_indexes
  ttl_attribute            = var.table.ttl_attribute
  stream_view_type         = var.table.stream_view_type
  throttle_alarm_threshold = var.table.throttle_alarm_threshold
  billing                  = var.table.billing
  max_read_units           = var.table.max_read_units
  max_write_units          = var.table.max_write_units
  capacity_owner           = var.table.capacity_owner
  read_capacity            = var.table.read_capacity
  write_capacity           = var.table.write_capacity
  autoscaling              = var.table.autoscaling
}

output "table" {
  description = "What belongs to the feature table; null (left out of the JSON) where it is off."
  value       = one(module.table)
}
