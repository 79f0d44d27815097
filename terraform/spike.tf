# Feature "spike": the same write spike by three strategies, side by side.

variable "spike" {
  description = "Values of the feature spike; each that is left out has its default. Unit, limits, cost and default of each are in features/spike/variables.tf."
  type = object({
    capacity_owner              = optional(string)
    write_capacity              = optional(number)
    read_capacity               = optional(number)
    record_ttl_seconds          = optional(number)
    distribution_window_seconds = optional(number)
    maximum_concurrency         = optional(number)
    batch_size                  = optional(number)
    batching_window_seconds     = optional(number)
    write_concurrency           = optional(number)
    max_attempts                = optional(number)
    spillover_write_seconds     = optional(number)
    spillover_max_write_units   = optional(string)
    function_memory_mb          = optional(number)
    direct_timeout_seconds      = optional(number)
    producer_timeout_seconds    = optional(number)
    consumer_timeout_seconds    = optional(number)
    schedule_expression         = optional(string)
    schedule_enabled            = optional(bool)
    autoscaling = optional(object({
      max_write_capacity         = optional(number)
      max_read_capacity          = optional(number)
      target_utilization_percent = optional(number)
    }))
  })
  default  = {}
  nullable = false
}

module "spike" {
  source = "./features/spike"
  count  = contains(var.features, "spike") ? 1 : 0

  shared                      = local.shared
  capacity_owner              = var.spike.capacity_owner
  write_capacity              = var.spike.write_capacity
  read_capacity               = var.spike.read_capacity
  autoscaling                 = var.spike.autoscaling
  record_ttl_seconds          = var.spike.record_ttl_seconds
  distribution_window_seconds = var.spike.distribution_window_seconds
  maximum_concurrency         = var.spike.maximum_concurrency
  batch_size                  = var.spike.batch_size
  batching_window_seconds     = var.spike.batching_window_seconds
  write_concurrency           = var.spike.write_concurrency
  max_attempts                = var.spike.max_attempts
  spillover_write_seconds     = var.spike.spillover_write_seconds
  spillover_max_write_units   = var.spike.spillover_max_write_units
  function_memory_mb          = var.spike.function_memory_mb
  direct_timeout_seconds      = var.spike.direct_timeout_seconds
  producer_timeout_seconds    = var.spike.producer_timeout_seconds
  consumer_timeout_seconds    = var.spike.consumer_timeout_seconds
  schedule_expression         = var.spike.schedule_expression
  schedule_enabled            = var.spike.schedule_enabled
}

output "spike" {
  description = "What belongs to the feature spike, by strategy; null (left out of the JSON) where it is off."
  value       = one(module.spike)
}
