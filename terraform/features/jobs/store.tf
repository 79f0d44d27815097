# What is known of jobs: the table of jobs, chunks, idempotency keys and paces, and the bucket of what comes in and out.

module "jobs_table" {
  source = "../../modules/on-demand-table"

  name          = "${var.shared.prefix}-jobs"
  partition_key = { name = "pk" }
  sort_key      = { name = "sk" }
  ttl_attribute = "expires_at"

  # A job is listed by what these hold of it, so that its counters, which change all the time, cost no index write.
  global_indexes = {
    jobs-by-time = { partition_key = { name = "list_pk" }, sort_key = { name = "list_sk" }, projection = "INCLUDE", included_attributes = local.listed_attributes }
    running-jobs = { partition_key = { name = "running" }, sort_key = { name = "list_sk" }, projection = "INCLUDE", included_attributes = local.listed_attributes }
  }

  point_in_time_recovery_days = var.shared.point_in_time_recovery_days
  encryption                  = var.shared.table_encryption
  deletion_protection         = var.shared.deletion_protection
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

locals {
  listed_attributes = ["state", "table", "strategy", "source", "created_at", "ended_at", "reason"]
}

module "bucket" {
  source = "../../modules/private-bucket"

  name          = local.bucket_name
  force_destroy = var.force_destroy

  expirations = {
    uploads = { prefix = "uploads/", days = var.upload_days }
    jobs    = { prefix = "jobs/", days = var.job_retention_days }
  }
}
