output "name" {
  description = "Name of the table."
  value       = aws_dynamodb_table.this.name
}

output "arn" {
  description = "ARN of the table. An index's is <arn>/index/<name>."
  value       = aws_dynamodb_table.this.arn
}

output "index_names" {
  description = "Names of the global secondary indexes, sorted."
  value       = sort(keys(var.global_indexes))
}

output "stream_arn" {
  description = "ARN of the table's stream; null without one. Each replica has its own, which this is not."
  value       = local.stream_view_type == null ? null : aws_dynamodb_table.this.stream_arn
}

output "alarm_names" {
  description = "Names of the throttle alarms, sorted."
  value       = module.throttle_alarms.alarm_names
}
