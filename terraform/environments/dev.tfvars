# To look and to learn, on AWS. The tables together: 6 write and 15 read units, about $4.20 a month outside the
# free tier; with 13,140 runs a month, alarms ($0.10 each, 27 of them), and the topic's key about $11 in all. Destroy it when done.
#   direct:    1,000 writes at once, against 2 a second and a burst of at most 600: throttled
#   buffered:  1,000 writes over 900 s, 1.11 a second of 2 (2.22 where two runs overlap; burst covers it)
#   spillover: 30 s at 20 a second, 540 units of it from the burst; the other 400 writes spill, and are drained at 2 a second

environment = "dev"
region      = "us-east-1"
features    = ["capture", "cart", "jobs", "scaling", "spike"]

# The account that dev lives in: here, or by TF_VAR_allowed_account_ids='["123456789012"]'.
# allowed_account_ids = ["123456789012"]

deletion_protection = false
log_retention_days  = 7

spike = {
  write_capacity              = 2
  read_capacity               = 5
  distribution_window_seconds = 900
  maximum_concurrency         = 2
  batch_size                  = 25
  batching_window_seconds     = 20
  spillover_write_seconds     = 30
  spillover_max_write_units   = "1000%"

  direct_timeout_seconds   = 300
  producer_timeout_seconds = 60
  consumer_timeout_seconds = 60

  schedule_expression = "rate(10 minutes)"
  schedule_enabled    = true
}

# The seed's own sizes. A quiet table costs its 11 alarms and the topic's key, $2.10 a month; a million changes by list
# prices at most $0.50 for audit objects (one a batch) and $1.25 for notices and their memory, besides the runs.
capture = {
  ttl_attribute = "ExpiresAt"
  force_destroy = true # the audit log of a trial goes with it
}

# The own table's 5 write and 5 read units, 23 alarms and the topic's key: $6.10 a month. A million records of 1 KB by
# list prices: their writes are in the units; requests, runs and SQS cost cents.
jobs = {
  write_capacity      = 5
  maximum_concurrency = 2
  force_destroy       = true # uploads and reports of a trial go with it
}

# Two tables on demand cost nothing while nobody shops. Its 23 alarms and the topic's key are $3.30 a month, and the
# fourth dashboard of an account $3.
cart = {
  with_user_pool   = true
  password_sign_in = true # for the demo
  max_write_units  = 500
  max_read_units   = 1000
  changes          = { force_destroy = true } # the log of a trial goes with it
}

# The own table and its two indexes at 5 and 5 are 15 write and 15 read units, $8.50 a month; with 9 alarms and the
# metrics that are asked for each minute (twelve: $5.20) about $15. At the maximum of 50 a write unit less than $0.10 an hour.
scaling = {
  base = { read = 5, write = 5 }
  max  = { read = 100, write = 50 }
}
