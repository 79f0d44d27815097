# What could not be processed. The queue is there in either case, so that one place says whether there is anything:
# the failure bucket tells it of each object, or Lambda sends there itself.

locals {
  failure_destination_arn = var.failure_destination == "s3" ? module.failure_bucket[0].planned_arn : module.dead_letters.planned_arn
}

module "failure_bucket" {
  source = "../../modules/audit-bucket"
  count  = var.failure_destination == "s3" ? 1 : 0

  name                       = local.failure_bucket_name
  force_destroy              = var.force_destroy
  transitions                = [] # most of it is soon sent again and deleted
  expiration_days            = var.failed_changes_days
  noncurrent_expiration_days = 14
}

module "dead_letters" {
  source = "../../modules/failure-queue"

  name                      = "${var.shared.prefix}-capture-dead-letters"
  what_failed               = "processed"
  message_retention_seconds = var.dlq_retention * 86400
  bucket_arn                = var.failure_destination == "s3" ? module.failure_bucket[0].planned_arn : null
  alarm_topic_arn           = var.shared.alarm_topic_arn
  endpoint_url              = var.shared.endpoint_url
}

resource "aws_s3_bucket_notification" "failed_changes" {
  count = length(module.failure_bucket)

  bucket = module.failure_bucket[0].name

  queue {
    id        = "failed-changes"
    queue_arn = module.dead_letters.arn # there, with its policy: S3 looks whether it may send
    events    = ["s3:ObjectCreated:*"]
  }
}
