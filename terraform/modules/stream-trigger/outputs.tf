# Known from the variables alone, so that the function's role, which must have them before the mapping is made, does
# not wait for the mapping.
output "policy_statements" {
  description = "What the function's role needs: reading this stream, and writing to the failure destination. Give them to module lambda."
  value       = concat(local.read_statements, local.destination_statements[local.destination_service])
}

output "id" {
  description = "UUID of the event source mapping."
  value       = aws_lambda_event_source_mapping.this.uuid
}

output "alarm_names" {
  description = "Names of the alarms, sorted."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name])
}
