# The scripts and the CLI read these with "terraform output -json". An output that is null is left out there.
# Each feature's own output is in its file: spike.tf.

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

output "burst_seconds" {
  description = "Seconds of unused capacity that a table saves for a burst: 300 on AWS."
  value       = var.burst_seconds
}

output "alarm_topic_arn" {
  description = "ARN of the topic that every alarm goes to."
  value       = module.alarm_topic.arn
}

output "features" {
  description = "Names of the features that are deployed, sorted."
  value       = sort(var.features)
}
