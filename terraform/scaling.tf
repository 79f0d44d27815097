# Feature "scaling": provisioned capacity raised when it is the cause, and always brought down again.

variable "scaling" {
  description = "Values of the feature scaling; each that is left out has its default. Unit, limits, cost and default of each are in features/scaling/*variables.tf."
  type = object({
    tables = optional(map(object({
      base = optional(object({ read = optional(number), write = optional(number) }))
      max  = optional(object({ read = optional(number), write = optional(number) }))
      indexes = optional(map(object({
        base = optional(object({ read = optional(number), write = optional(number) }))
        max  = optional(object({ read = optional(number), write = optional(number) }))
      })))
    })))
    base                     = optional(object({ read = optional(number), write = optional(number) }))
    max                      = optional(object({ read = optional(number), write = optional(number) }))
    scale_up_factor          = optional(number)
    scale_down_delay_minutes = optional(number)
    target_percent           = optional(number)
    max_retries              = optional(number)
    initial_retry_delay_ms   = optional(number)
    prediction               = optional(string)
    decrease_rule            = optional(string)
    metric_period_seconds    = optional(number)
    metric_delay_seconds     = optional(number)
    frequent_raises_per_hour = optional(number)
    schedule_enabled         = optional(bool)
    function_memory_mb       = optional(number)
    function_timeout_seconds = optional(number)
    reserved_concurrency     = optional(number)
  })
  default  = {}
  nullable = false
}

module "scaling" {
  source = "./features/scaling"
  count  = contains(var.features, "scaling") ? 1 : 0

  shared                   = local.shared
  capacity_owners          = merge(concat(module.jobs[*].capacity_owners, module.spike[*].capacity_owners, module.table[*].capacity_owners)...)
  tables                   = var.scaling.tables
  base                     = var.scaling.base
  max                      = var.scaling.max
  scale_up_factor          = var.scaling.scale_up_factor
  scale_down_delay_minutes = var.scaling.scale_down_delay_minutes
  target_percent           = var.scaling.target_percent
  max_retries              = var.scaling.max_retries
  initial_retry_delay_ms   = var.scaling.initial_retry_delay_ms
  prediction               = var.scaling.prediction
  decrease_rule            = var.scaling.decrease_rule
  metric_period_seconds    = var.scaling.metric_period_seconds
  metric_delay_seconds     = var.scaling.metric_delay_seconds
  frequent_raises_per_hour = var.scaling.frequent_raises_per_hour
  schedule_enabled         = var.scaling.schedule_enabled
  function_memory_mb       = var.scaling.function_memory_mb
  function_timeout_seconds = var.scaling.function_timeout_seconds
  reserved_concurrency     = var.scaling.reserved_concurrency
}

output "scaling" {
  description = "What belongs to the feature scaling; null (left out of the JSON) where it is off."
  value       = one(module.scaling)
}
