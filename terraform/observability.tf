module "alarm_topic" {
  source = "./modules/alarm-topic"

  name               = "${local.prefix}-alarms"
  notification_email = var.notification_email
  encrypted          = var.encrypt_alarm_topic
}

module "dashboard" {
  source = "./modules/dashboard"

  name           = local.prefix
  region         = var.region
  period_seconds = var.metric_period_seconds
  queue_names    = [module.buffer.name, module.spillover_buffer.name]
  failure_queue_names = [
    module.buffer.dead_letter_queue_name,
    module.direct_failures.name,
    module.spillover_buffer.dead_letter_queue_name,
    module.spillover_failures.name,
  ]
  tables = {
    buffered  = module.buffered_table.name
    direct    = module.direct_table.name
    spillover = module.spillover_table.name
  }
  function_names = [
    module.direct_writer.function_name,
    module.queue_producer.function_name,
    module.queue_consumer.function_name,
    module.spillover_writer.function_name,
    module.spillover_consumer.function_name,
  ]
}
