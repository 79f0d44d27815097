# Feature "capture": every change of a table audited, announced, and replayable when its processing failed.

variable "capture" {
  description = "Values of the feature capture; each that is left out has its default. Unit, limits, cost and default of each are in features/capture/*variables.tf."
  type = object({
    table_name = optional(string)
    table_keys = optional(object({
      partition_key = object({ name = string, type = optional(string) })
      sort_key      = optional(object({ name = string, type = optional(string) }))
    }))
    ttl_attribute              = optional(string)
    existing_stream_arn        = optional(string)
    replica_regions            = optional(set(string))
    processor_region           = optional(string)
    lambda_memory_size         = optional(number)
    lambda_timeout             = optional(number)
    concurrency                = optional(number)
    batch_size                 = optional(number)
    batching_window_seconds    = optional(number)
    parallelization_factor     = optional(number)
    starting_position          = optional(string)
    filter_patterns            = optional(list(string))
    enabled                    = optional(bool)
    iterator_age_alarm_seconds = optional(number)
    vpc                        = optional(object({ subnet_ids = set(string), security_group_ids = set(string) }))
    handler = optional(object({
      module            = string
      layer_arns        = list(string)
      environment       = optional(map(string))
      policy_statements = optional(list(object({ sid = string, actions = list(string), resources = list(string) })))
    }))
    retry_attempts             = optional(number)
    maximum_record_age_seconds = optional(number)
    bisect_batch               = optional(bool)
    failure_destination        = optional(string)
    dlq_retention              = optional(number)
    failed_changes_days        = optional(number)
    failure_policies           = optional(list(object({ error = string, policy = string, attempts = optional(number) })))
    notice_rules               = optional(list(object({ name = string, pattern = string, subject = optional(string) })))
    notification_email         = optional(string)
    encrypt_notice_topic       = optional(bool)
    audit_prefix               = optional(string)
    audit_transitions          = optional(list(object({ days = number, storage_class = string })))
    audit_expiration_days      = optional(number)
    audit_object_lock          = optional(object({ mode = string, days = number }))
    audit_kms_key_arn          = optional(string)
    force_destroy              = optional(bool)
    lake                       = optional(object({ buffer_mb = optional(number), buffer_seconds = optional(number) }))
    catalog                    = optional(bool)
    audit_first_day            = optional(string)
  })
  default  = {}
  nullable = false
}

module "capture" {
  source = "./features/capture"
  count  = contains(var.features, "capture") ? 1 : 0

  shared                     = local.shared
  table_name                 = var.capture.table_name
  table_keys                 = var.capture.table_keys
  ttl_attribute              = var.capture.ttl_attribute
  existing_stream_arn        = var.capture.existing_stream_arn
  replica_regions            = var.capture.replica_regions
  processor_region           = var.capture.processor_region
  lambda_memory_size         = var.capture.lambda_memory_size
  lambda_timeout             = var.capture.lambda_timeout
  concurrency                = var.capture.concurrency
  batch_size                 = var.capture.batch_size
  batching_window_seconds    = var.capture.batching_window_seconds
  parallelization_factor     = var.capture.parallelization_factor
  starting_position          = var.capture.starting_position
  filter_patterns            = var.capture.filter_patterns
  enabled                    = var.capture.enabled
  iterator_age_alarm_seconds = var.capture.iterator_age_alarm_seconds
  vpc                        = var.capture.vpc
  handler                    = var.capture.handler
  retry_attempts             = var.capture.retry_attempts
  maximum_record_age_seconds = var.capture.maximum_record_age_seconds
  bisect_batch               = var.capture.bisect_batch
  failure_destination        = var.capture.failure_destination
  dlq_retention              = var.capture.dlq_retention
  failed_changes_days        = var.capture.failed_changes_days
  failure_policies           = var.capture.failure_policies
  notice_rules               = var.capture.notice_rules
  notification_email         = var.capture.notification_email == null ? var.notification_email : var.capture.notification_email
  encrypt_notice_topic       = var.capture.encrypt_notice_topic
  audit_prefix               = var.capture.audit_prefix
  audit_transitions          = var.capture.audit_transitions
  audit_expiration_days      = var.capture.audit_expiration_days
  audit_object_lock          = var.capture.audit_object_lock
  audit_kms_key_arn          = var.capture.audit_kms_key_arn
  force_destroy              = var.capture.force_destroy
  lake                       = var.capture.lake
  catalog                    = var.capture.catalog
  audit_first_day            = var.capture.audit_first_day
}

output "capture" {
  description = "What belongs to the feature capture; null (left out of the JSON) where it is off."
  value       = one(module.capture)
}
