# The scripts and the CLI read these with "terraform output -json". An output that is null is left out there.

output "environment" {
  description = "Name of the environment."
  value       = var.environment
}

output "region" {
  description = "AWS region."
  value       = var.region
}

output "endpoint_url" {
  description = "Endpoint of every service on the local cloud; null (left out of the JSON) on AWS."
  value       = var.endpoint_url
}

output "metric_period_seconds" {
  description = "Seconds between two points of a metric: 60 on AWS, 1 on the local cloud."
  value       = var.metric_period_seconds
}

output "dashboard_name" {
  description = "Name of the CloudWatch dashboard."
  value       = module.dashboard.name
}

output "alarm_topic_arn" {
  description = "ARN of the topic that every alarm goes to."
  value       = module.alarm_topic.arn
}

output "direct" {
  description = "What belongs to the strategy \"direct\": table, its write units a second, function, failure queue."
  value = {
    table_name         = module.direct_table.name
    write_capacity     = module.direct_table.write_capacity
    function_name      = module.direct_writer.function_name
    function_memory_mb = module.direct_writer.memory_mb
    failure_queue_url  = module.direct_failures.url
    failure_queue_name = module.direct_failures.name
  }
}

output "buffered" {
  description = "What belongs to the strategy \"buffered\": table, its write units a second, functions, queue and dead letters, window and concurrency."
  value = {
    table_name                  = module.buffered_table.name
    write_capacity              = module.buffered_table.write_capacity
    producer_function_name      = module.queue_producer.function_name
    consumer_function_name      = module.queue_consumer.function_name
    function_memory_mb          = module.queue_producer.memory_mb
    queue_url                   = module.buffer.url
    queue_name                  = module.buffer.name
    dead_letter_queue_url       = module.buffer.dead_letter_queue_url
    dead_letter_queue_name      = module.buffer.dead_letter_queue_name
    distribution_window_seconds = var.distribution_window_seconds
    maximum_concurrency         = module.buffer_trigger.maximum_concurrency
  }
}

output "spillover" {
  description = "What belongs to the strategy \"spillover\": table, its write units a second, functions, queue and dead letters, failure queue, seconds of writing and concurrency."
  value = {
    table_name             = module.spillover_table.name
    write_capacity         = module.spillover_table.write_capacity
    function_name          = module.spillover_writer.function_name
    consumer_function_name = module.spillover_consumer.function_name
    function_memory_mb     = module.spillover_writer.memory_mb
    queue_url              = module.spillover_buffer.url
    queue_name             = module.spillover_buffer.name
    dead_letter_queue_url  = module.spillover_buffer.dead_letter_queue_url
    dead_letter_queue_name = module.spillover_buffer.dead_letter_queue_name
    failure_queue_url      = module.spillover_failures.url
    failure_queue_name     = module.spillover_failures.name
    write_seconds          = var.spillover_write_seconds
    maximum_concurrency    = module.spillover_trigger.maximum_concurrency
  }
}
