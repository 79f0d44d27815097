# Kept, watched and protected. Application Auto Scaling owns the capacity: it holds the tables between 2 and 40
# write units. It needs minutes to rise, so a spike is still what the queue is for.

environment = "prod"
region      = "us-east-1"
features    = ["capture", "cart", "jobs", "scaling", "spike"]

# The account that prod lives in: here, or by TF_VAR_allowed_account_ids='["123456789012"]'.
# allowed_account_ids = ["123456789012"]

point_in_time_recovery_days = 35
table_encryption            = "aws-managed"
deletion_protection         = true
log_retention_days          = 90
tracing                     = true

spike = {
  capacity_owner = "autoscaling"
  write_capacity = 2
  read_capacity  = 5
  autoscaling = {
    max_write_capacity         = 40
    max_read_capacity          = 40
    target_utilization_percent = 70
  }

  distribution_window_seconds = 900
  maximum_concurrency         = 2
  batch_size                  = 25
  batching_window_seconds     = 5
  record_ttl_seconds          = 604800
  spillover_write_seconds     = 30
  spillover_max_write_units   = "1000%" # saved burst, while there is any

  direct_timeout_seconds   = 300
  producer_timeout_seconds = 60
  consumer_timeout_seconds = 60

  schedule_expression = "rate(10 minutes)"
  schedule_enabled    = true
}

# Fuller batches (fewer runs and objects), two of a shard at once, and an audit log that nobody changes for a year.
capture = {
  ttl_attribute           = "ExpiresAt"
  lambda_memory_size      = 512
  batch_size              = 100
  batching_window_seconds = 5
  parallelization_factor  = 2

  audit_object_lock = { mode = "GOVERNANCE", days = 365 }

  failure_policies = [
    { error = "RECORD_UNREADABLE", policy = "destination" }, # no retry makes it readable
  ]

  notice_rules = [
    { name = "login-from-a-new-address", pattern = "{\"type\":[\"modify\"],\"changed\":[\"IPAddress\"]}", subject = "Login from a new address" },
    { name = "removed-by-a-caller", pattern = "{\"type\":[\"remove\"],\"by\":[\"caller\"]}", subject = "Removed" },
  ]
}

# The table is what limits: more workers than it can feed only wait. Reports and rejects are kept for a quarter.
jobs = {
  write_capacity      = 100
  maximum_concurrency = 10
  job_retention_days  = 90
}

# Ready for a day of a hundred times as many shoppers: 36,000 additions a second at most, $81 an hour at that. The API
# takes what an account has; more is AWS's to give. Nobody changes the log of orders and abandoned carts for a year.
cart = {
  max_write_units = 36000
  max_read_units  = 40000
  with_user_pool  = true
  throttling      = { rate = 10000, burst = 5000 }
  api_memory_mb   = 1024

  # Cognito's own sender has 50 mails a day, so 50 sign-ups: a shop sends by an identity of SES.
  # sign_up_email = { source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com", from = "Shop <shop@example.com>" }

  settler_batch_size             = 100
  settler_parallelization_factor = 4

  changes = {
    batch_size              = 100
    batching_window_seconds = 5
    parallelization_factor  = 4
    audit_object_lock       = { mode = "GOVERNANCE", days = 365 }
  }
}

# Ready for four steps up; says for some weeks what it would raise ahead of each day's spikes before it does.
scaling = {
  base       = { read = 25, write = 25 }
  max        = { read = 400, write = 400 }
  prediction = "dry-run"
}
