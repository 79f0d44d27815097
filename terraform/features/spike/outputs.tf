# The root puts these together as its output "spike", which the scripts and the CLI read.

output "dashboard_name" {
  description = "Name of the feature's CloudWatch dashboard."
  value       = module.dashboard.name
}

output "capacity_owners" {
  description = "The owner of the capacity of each of its tables, by the table's name."
  value       = { for table in module.table : table.name => table.capacity_owner }
}

output "schedule_expression" {
  description = "When each strategy sends the sample by itself."
  value       = var.schedule_expression
}

output "schedule_enabled" {
  description = "Whether it does."
  value       = var.schedule_enabled
}

output "direct" {
  description = "What belongs to the strategy \"direct\": table, its write units a second, function, failure queue."
  value = {
    table_name         = module.table["direct"].name
    write_capacity     = module.table["direct"].write_capacity
    function_name      = module.direct_writer.function_name
    function_memory_mb = module.direct_writer.memory_mb
    failure_queue_url  = module.direct_failures.url
    failure_queue_name = module.direct_failures.name
  }
}

output "buffered" {
  description = "What belongs to the strategy \"buffered\": table, its write units a second, functions, queue and dead letters, window and concurrency."
  value = {
    table_name                  = module.table["buffered"].name
    write_capacity              = module.table["buffered"].write_capacity
    producer_function_name      = module.queue_producer.function_name
    consumer_function_name      = module.buffer.function_name
    function_memory_mb          = module.queue_producer.memory_mb
    queue_url                   = module.buffer.url
    queue_name                  = module.buffer.name
    dead_letter_queue_url       = module.buffer.dead_letter_queue_url
    dead_letter_queue_name      = module.buffer.dead_letter_queue_name
    distribution_window_seconds = var.distribution_window_seconds
    maximum_concurrency         = module.buffer.maximum_concurrency
  }
}

output "spillover" {
  description = "What belongs to the strategy \"spillover\": table, its write units a second, functions, queue and dead letters, failure queue, seconds of writing and concurrency."
  value = {
    table_name             = module.table["spillover"].name
    write_capacity         = module.table["spillover"].write_capacity
    function_name          = module.spillover_writer.function_name
    consumer_function_name = module.spillover_buffer.function_name
    function_memory_mb     = module.spillover_writer.memory_mb
    queue_url              = module.spillover_buffer.url
    queue_name             = module.spillover_buffer.name
    dead_letter_queue_url  = module.spillover_buffer.dead_letter_queue_url
    dead_letter_queue_name = module.spillover_buffer.dead_letter_queue_name
    failure_queue_url      = module.spillover_failures.url
    failure_queue_name     = module.spillover_failures.name
    write_seconds          = var.spillover_write_seconds
    maximum_concurrency    = module.spillover_buffer.maximum_concurrency
  }
}
