output "policy_names" {
  description = "Names of the scaling policies, sorted."
  value       = sort([for policy in aws_appautoscaling_policy.this : policy.name])
}
