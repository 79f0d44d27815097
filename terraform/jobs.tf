# Feature "jobs": an API that takes records and files, and loads them on as many workers as a table can feed.

variable "jobs" {
  description = "Values of the feature jobs; each that is left out has its default. Unit, limits, cost and default of each are in features/jobs/*variables.tf."
  type = object({
    tables                   = optional(map(object({ buffer_queue_name = optional(string), with_buffer_queue = optional(bool) })))
    write_capacity           = optional(number)
    read_capacity            = optional(number)
    consumer_timeout_seconds = optional(number)
    job_retention_days       = optional(number)
    upload_days              = optional(number)
    force_destroy            = optional(bool)
    notification_email       = optional(string)
    encrypt_job_topic        = optional(bool)
    age_alarm_seconds        = optional(number)
    jwt                      = optional(object({ issuer = string, audience = set(string), scopes = optional(set(string)) }))
    cors = optional(object({
      allow_origins   = set(string)
      allow_methods   = optional(set(string))
      allow_headers   = optional(set(string))
      expose_headers  = optional(set(string))
      max_age_seconds = optional(number)
    }))
    throttling             = optional(object({ rate = optional(number), burst = optional(number) }))
    api_memory_mb          = optional(number)
    max_body_bytes         = optional(number)
    upload_seconds         = optional(number)
    maximum_concurrency    = optional(number)
    worker_memory_mb       = optional(number)
    worker_timeout_seconds = optional(number)
    chunk_bytes            = optional(number)
    write_concurrency      = optional(number)
    max_attempts           = optional(number)
    share_pace             = optional(bool)
    checkpoint_seconds     = optional(number)
    source_buckets         = optional(set(string))
  })
  default  = {}
  nullable = false
}

module "jobs" {
  source = "./features/jobs"
  count  = contains(var.features, "jobs") ? 1 : 0

  shared                   = local.shared
  tables                   = var.jobs.tables
  write_capacity           = var.jobs.write_capacity
  read_capacity            = var.jobs.read_capacity
  consumer_timeout_seconds = var.jobs.consumer_timeout_seconds
  job_retention_days       = var.jobs.job_retention_days
  upload_days              = var.jobs.upload_days
  force_destroy            = var.jobs.force_destroy
  notification_email       = var.jobs.notification_email == null ? var.notification_email : var.jobs.notification_email
  encrypt_job_topic        = var.jobs.encrypt_job_topic
  age_alarm_seconds        = var.jobs.age_alarm_seconds
  jwt                      = var.jobs.jwt
  cors                     = var.jobs.cors
  throttling               = var.jobs.throttling
  api_memory_mb            = var.jobs.api_memory_mb
  max_body_bytes           = var.jobs.max_body_bytes
  upload_seconds           = var.jobs.upload_seconds
  maximum_concurrency      = var.jobs.maximum_concurrency
  worker_memory_mb         = var.jobs.worker_memory_mb
  worker_timeout_seconds   = var.jobs.worker_timeout_seconds
  chunk_bytes              = var.jobs.chunk_bytes
  write_concurrency        = var.jobs.write_concurrency
  max_attempts             = var.jobs.max_attempts
  share_pace               = var.jobs.share_pace
  checkpoint_seconds       = var.jobs.checkpoint_seconds
  source_buckets           = var.jobs.source_buckets
}

output "jobs" {
  description = "What belongs to the feature jobs; null (left out of the JSON) where it is off."
  value       = one(module.jobs)
}
