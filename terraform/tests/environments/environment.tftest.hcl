# What each environment's values must hold, so that the comparison shows what it says:
#   terraform test -test-directory=tests/environments -var-file=environments/dev.tfvars
# Not run by a plain "terraform test", which has no values to look at.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_data "aws_dynamodb_tables" {
    defaults = { names = [] }
  }
}

variables {
  allowed_account_ids = ["123456789012"]
  zips = {
    direct-writer    = "versions.tf"
    queue-producer   = "versions.tf"
    queue-consumer   = "versions.tf"
    stream-processor = "versions.tf"
    ingest-api       = "versions.tf"
    ingest-worker    = "versions.tf"
    cart-api         = "versions.tf"
    cart-settler     = "versions.tf"

    throughput-scaler = "versions.tf"
  }
}

run "the_comparison_shows_what_it_says" {
  command = plan

  assert {
    condition     = 1000 / var.spike.distribution_window_seconds <= var.spike.write_capacity
    error_message = "1,000 records over the window (each 1 KB or less) must fit the write capacity, or the buffered strategy is throttled too."
  }
  assert {
    condition     = 1000 > var.spike.write_capacity * var.burst_seconds
    error_message = "1,000 records at once must be more than the burst holds, or the direct strategy is not throttled."
  }
  # A percentage of the capacity for so many seconds: what the burst does not hold would be throttled.
  assert {
    condition = (
      endswith(var.spike.spillover_max_write_units, "%")
      && tonumber(trimsuffix(var.spike.spillover_max_write_units, "%")) / 100 * var.spike.write_capacity * var.spike.spillover_write_seconds < 1000
      && (tonumber(trimsuffix(var.spike.spillover_max_write_units, "%")) / 100 - 1) * var.spike.spillover_write_seconds <= var.burst_seconds
    )
    error_message = "The spillover strategy must use burst, no more than there is, and not be done in its seconds of writing, or there is no spill to be seen."
  }
  assert {
    condition     = var.spike.record_ttl_seconds != 0
    error_message = "The records of scheduled runs must expire, or the tables grow for ever."
  }
}

run "time_is_scaled_alike" {
  command = plan

  # On AWS the burst is 300 s and the longest delay 900 s; the report says how fast time runs from the burst.
  assert {
    condition     = 3 * var.burst_seconds == var.spike.distribution_window_seconds
    error_message = "The window must be to 900 s what the burst is to 300 s, or the picture is not that of a day on AWS."
  }
}

run "only_local_has_an_endpoint" {
  command = plan

  assert {
    condition     = (var.environment == "local") == (var.endpoint_url != null)
    error_message = "local has an endpoint of its own; every other environment is on AWS."
  }
}
