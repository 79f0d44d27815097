# The local cloud: the same root and the same zips, other endpoints. Time runs 30 times faster than on AWS
# (a window of 30 s for 900 s, a burst of 10 s for 300 s, which scripts/deploy.sh starts the local cloud with), so:
#   direct:    1,000 writes at once, against 50 a second and a burst of at most 500: throttled
#   buffered:  1,000 writes over 30 s, 33.3 a second of 50: not throttled
#   spillover: 600 writes in 5 s, 350 of them from the burst; the other 400 writes spill, and are drained at 50 a second

environment         = "local"
region              = "us-east-1"
features            = ["capture", "cart", "jobs", "scaling", "spike"]
endpoint_url        = "http://127.0.0.1:4566"
allowed_account_ids = ["123456789012"]

burst_seconds         = 10
metric_period_seconds = 1
log_retention_days    = 1
deletion_protection   = false
encrypt_alarm_topic   = false # a KMS key can't be deleted at once, and destroy leaves nothing here

spike = {
  write_capacity              = 50
  read_capacity               = 100
  distribution_window_seconds = 30
  maximum_concurrency         = 2
  batch_size                  = 25
  batching_window_seconds     = 1
  record_ttl_seconds          = 86400
  spillover_write_seconds     = 5
  spillover_max_write_units   = "250%"

  direct_timeout_seconds   = 120
  producer_timeout_seconds = 60
  consumer_timeout_seconds = 20

  schedule_expression = "rate(10 minutes)"
  schedule_enabled    = true
}

# Small, and soon done with a change that can't be processed: one retry, then it is in the failure bucket.
capture = {
  ttl_attribute        = "ExpiresAt"
  lambda_timeout       = 20
  retry_attempts       = 1
  encrypt_notice_topic = false # as the alarm topic
  force_destroy        = true  # what the demo writes goes with it
}

# A file of 20,000 lines is cut into several chunks, and shared by all four workers; the table, not they, is what limits.
jobs = {
  write_capacity           = 2000
  read_capacity            = 2000 # the tests compare every item with what was sent
  maximum_concurrency      = 4
  worker_timeout_seconds   = 60
  consumer_timeout_seconds = 20
  chunk_bytes              = 262144
  checkpoint_seconds       = 1
  encrypt_job_topic        = false # as the alarm topic
  force_destroy            = true  # what the demo uploads goes with it
}

# Shoppers of a user pool, who send their passwords as scripts do. An order is settled and announced at once.
cart = {
  with_user_pool                  = true
  password_sign_in                = true
  throttling                      = { rate = 10000, burst = 5000 } # the load is measured at the table, not at the gate
  settler_timeout_seconds         = 20
  settler_batching_window_seconds = 0
  changes = {
    lambda_timeout       = 20
    retry_attempts       = 1
    encrypt_notice_topic = false # as the alarm topic
    force_destroy        = true  # the log of a trial goes with it
  }
}

# Quick as the rest: a change of capacity takes 2 s (scripts/environment.sh starts the local cloud so), the scaler looks
# at 5 s as if they were a minute, and what was not needed for 6 s comes down. The local cloud counts no decreases.
scaling = {
  base                     = { read = 5, write = 5 }
  max                      = { read = 100, write = 100 } # room for what waited while it was raised
  scale_down_delay_minutes = 0.1
  max_retries              = 10 # at each of five steps to the maximum an early write may be throttled
  initial_retry_delay_ms   = 500
  decrease_rule            = "unlimited"
  metric_period_seconds    = 5
  metric_delay_seconds     = 2
}
