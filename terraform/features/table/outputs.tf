# The root puts these together as its output "table".

output "table_name" {
  description = "Name of the table."
  value       = one(concat(module.on_demand[*].name, module.provisioned[*].name))
}

output "table_arn" {
  description = "Its ARN. An index's is <arn>/index/<name>."
  value       = one(concat(module.on_demand[*].arn, module.provisioned[*].arn))
}

output "index_names" {
  description = "Names of its global indexes, sorted."
  value       = sort(keys(var.global_indexes))
}

output "billing" {
  description = "How it is paid for: on-demand or provisioned."
  value       = var.billing
}

output "capacity_owners" {
  description = "The owner of its capacity, by the table's name; {} on demand."
  value       = { for table in module.provisioned : table.name => table.capacity_owner }
}

output "stream_arn" {
  description = "ARN of its stream; null without one."
  value       = one(concat(module.on_demand[*].stream_arn, module.provisioned[*].stream_arn))
}

output "alarm_names" {
  description = "Names of its throttle alarms, sorted."
  value       = flatten(concat(module.on_demand[*].alarm_names, module.provisioned[*].alarm_names))
}
