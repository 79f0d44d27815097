module "dashboard" {
  source = "../../modules/dashboard"

  name           = "${var.shared.prefix}-spike"
  region         = var.shared.region
  period_seconds = var.shared.metric_period_seconds
  queue_names    = [module.buffer.name, module.spillover_buffer.name]
  tables         = { for strategy, table in module.table : strategy => table.name }
  failure_queue_names = [
    module.buffer.dead_letter_queue_name,
    module.direct_failures.name,
    module.spillover_buffer.dead_letter_queue_name,
    module.spillover_failures.name,
  ]
  function_names = [
    module.direct_writer.function_name,
    module.queue_producer.function_name,
    module.buffer.function_name,
    module.spillover_writer.function_name,
    module.spillover_buffer.function_name,
  ]
}
