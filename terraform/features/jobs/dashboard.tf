locals {
  buffers = concat(module.users_buffer, values(module.buffer))
}

module "dashboard" {
  source = "../../modules/dashboard"

  name                = "${var.shared.prefix}-jobs"
  region              = var.shared.region
  period_seconds      = var.shared.metric_period_seconds
  tables              = { for name in slice(sort(keys(local.tables)), 0, min(4, length(local.tables))) : name => name }
  apis                = { ingest = module.api.api_id }
  queue_names         = concat([module.chunks.name], local.buffers[*].name)
  failure_queue_names = concat([module.chunks.dead_letter_queue_name], local.buffers[*].dead_letter_queue_name)
  function_names      = concat([module.api_function.function_name, module.worker.function_name], local.buffers[*].function_name)
}
