# Queue of chunks -> ingest-worker -> the tables. What a worker can't end in its time goes on in a new message.

module "chunks" {
  source = "../../modules/buffer-queue"

  name                     = "${var.shared.prefix}-chunks"
  consumer_timeout_seconds = var.worker_timeout_seconds
  age_alarm_seconds        = var.age_alarm_seconds
  alarm_topic_arn          = var.shared.alarm_topic_arn
  endpoint_url             = var.shared.endpoint_url

  # A large job's last chunk may wait for days. SQS keeps for 14 days; a dead letter has to outlive what it was.
  message_retention_seconds = 13 * 86400

  # A chunk says itself how often it was begun without getting any further: SQS would count deliveries that only wait.
  max_receive_count = 100
}

module "worker" {
  source = "../../modules/lambda"

  name               = "${var.shared.prefix}-ingest-worker"
  description        = "Loads one chunk of a job into its table, at the pace that all writers share."
  service_name       = "ingest-worker"
  zip_path           = local.zips["ingest-worker"]
  memory_mb          = var.worker_memory_mb
  timeout_seconds    = var.worker_timeout_seconds
  log_level          = var.shared.log_level
  log_retention_days = var.shared.log_retention_days
  tracing            = var.shared.tracing
  alarm_topic_arn    = var.shared.alarm_topic_arn

  # A worker uses its time up on purpose: only one that is cut off is worth a letter.
  duration_alarm_percent = 100

  environment = {
    JOBS_TABLE         = module.jobs_table.name
    CHUNK_QUEUE_URL    = module.chunks.planned_url
    INGEST_BUCKET      = local.bucket_name
    TABLES             = local.tables_json
    JOB_TOPIC_ARN      = module.job_topic.arn
    CHUNK_BYTES        = tostring(var.chunk_bytes)
    WRITE_CONCURRENCY  = tostring(var.write_concurrency)
    MAX_ATTEMPTS       = tostring(var.max_attempts)
    SHARE_PACE         = tostring(var.share_pace)
    CHECKPOINT_SECONDS = tostring(var.checkpoint_seconds)
  }

  policy_statements = concat(
    [
      {
        sid = "TakeChunks"
        actions = [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
        ]
        resources = [module.chunks.planned_arn]
      },
      {
        sid        = "KeepJobs"
        actions    = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
        resources  = [module.jobs_table.arn]
        conditions = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["JOB#*"] } }
      },
      {
        sid       = "WriteTables"
        actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive"]
        resources = local.table_arns
      },
      {
        sid       = "ReadSources"
        actions   = ["s3:GetObject"]
        resources = concat(["${module.bucket.planned_arn}/jobs/*", "${module.bucket.planned_arn}/uploads/*"], [for source in local.sources : "${source}/*"])
      },
      {
        # Without it S3 says 403 of an object that is not there.
        sid       = "ListSources"
        actions   = ["s3:ListBucket"]
        resources = concat([module.bucket.planned_arn], local.sources)
      },
      {
        sid       = "KeepResults"
        actions   = ["s3:AbortMultipartUpload", "s3:PutObject"]
        resources = ["${module.bucket.planned_arn}/jobs/*"]
      },
    ],
    [for pace in var.share_pace ? [module.jobs_table.arn] : [] : {
      sid        = "SharePace"
      actions    = ["dynamodb:UpdateItem"]
      resources  = [pace]
      conditions = { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["PACE#*"] } }
    }],
    [for arns in length(local.buffer_queue_arns) == 0 ? [] : [local.buffer_queue_arns] : {
      sid       = "SendToBuffers"
      actions   = ["sqs:SendMessage"]
      resources = arns
    }],
    module.job_topic.policy_statements,
  )
}

module "chunk_trigger" {
  source = "../../modules/queue-trigger"

  queue_arn               = module.chunks.arn
  function_name           = module.worker.function_name
  batch_size              = 1 # a chunk fills a run
  batching_window_seconds = 0
  maximum_concurrency     = var.maximum_concurrency
}

# Says of each job that it has ended, and how.
module "job_topic" {
  source = "../../modules/notice-topic"

  name               = "${var.shared.prefix}-jobs"
  notification_email = var.notification_email
  encrypted          = var.encrypt_job_topic
  alarm_topic_arn    = var.shared.alarm_topic_arn
}
