# stream -> stream-processor -> audit log, Firehose, notices, own handler

module "processor" {
  source = "../../modules/lambda"

  name               = local.function_name
  description        = "Audits and announces each change of table ${local.table.name}."
  service_name       = "stream-processor"
  zip_path           = local.zip
  memory_mb          = var.lambda_memory_size
  timeout_seconds    = var.lambda_timeout
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn
  vpc                = var.vpc
  layer_arns         = try(var.handler.layer_arns, [])

  environment = merge(try(var.handler.environment, {}), {
    AUDIT_BUCKET            = local.audit_bucket_name
    AUDIT_PREFIX            = var.audit_prefix
    NOTICE_TOPIC_ARN        = local.notices ? module.notice_topic[0].arn : ""
    NOTICE_TABLE            = local.notices ? module.notice_table[0].name : ""
    NOTICE_RULES            = local.notice_rules_json
    FIREHOSE_STREAM         = var.lake == null ? "" : local.lake_name
    HANDLER_MODULE          = try(var.handler.module, "")
    FAILURE_POLICIES        = local.failure_policies_json
    FAILURE_DESTINATION_ARN = local.failure_destination_arn
    CONCURRENCY             = tostring(var.concurrency)
  })

  policy_statements = concat(
    module.trigger.policy_statements,
    [{
      sid       = "WriteAudit"
      actions   = ["s3:PutObject"]
      resources = ["${module.audit_bucket.planned_arn}/${var.audit_prefix}*"]
    }],
    local.notice_statements,
    local.lake_statements,
    local.audit_key_statements,
    try(var.handler.policy_statements, []),
  )
}

module "trigger" {
  source = "../../modules/stream-trigger"

  stream_arn                 = local.table.stream_arn
  function_name              = module.processor.function_name
  starting_position          = var.starting_position
  enabled                    = var.enabled && local.processes_here
  filter_patterns            = var.filter_patterns
  batch_size                 = var.batch_size
  batching_window_seconds    = var.batching_window_seconds
  parallelization_factor     = var.parallelization_factor
  bisect_batch               = var.bisect_batch
  retry_attempts             = var.retry_attempts
  maximum_record_age_seconds = var.maximum_record_age_seconds
  failure_destination_arn    = local.failure_destination_arn
  iterator_age_alarm_seconds = var.iterator_age_alarm_seconds
  alarm_topic_arn            = var.shared.alarm_topic_arn
}
