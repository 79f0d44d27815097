module "dashboard" {
  source = "../../modules/dashboard"

  name                = "${var.shared.prefix}-jobs"
  region              = var.shared.region
  period_seconds      = var.shared.metric_period_seconds
  tables              = { for name in slice(sort(keys(local.tables)), 0, min(4, length(local.tables))) : name => name }
  queue_names         = concat([module.chunks.name], module.users_buffer[*].name)
  failure_queue_names = concat([module.chunks.dead_letter_queue_name], module.users_buffer[*].dead_letter_queue_name)
  function_names      = concat([module.api_function.function_name, module.worker.function_name], module.users_buffer[*].function_name)
}
