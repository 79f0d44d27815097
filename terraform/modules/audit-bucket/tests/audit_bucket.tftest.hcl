mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  name = "orders-audit-123456789012"
}

run "defaults" {
  command = plan

  assert {
    condition     = length(aws_s3_bucket_object_lock_configuration.this) == 0
    error_message = "Nothing is locked."
  }
  assert {
    condition     = output.planned_arn == "arn:aws:s3:::orders-audit-123456789012" && output.name == var.name
    error_message = "Name and ARN are known when planning."
  }
}

run "locked" {
  command = plan

  variables {
    object_lock     = { mode = "COMPLIANCE", days = 365 }
    expiration_days = 2557
  }

  assert {
    condition = (
      one(one(aws_s3_bucket_object_lock_configuration.this[0].rule).default_retention).mode == "COMPLIANCE"
      && one(one(aws_s3_bucket_object_lock_configuration.this[0].rule).default_retention).days == 365
    )
    error_message = "Objects are locked."
  }
}

run "rejects_a_lock_that_is_none" {
  command         = plan
  expect_failures = [var.object_lock]

  variables {
    object_lock = { mode = "SOMETIMES", days = 1 }
  }
}

run "rejects_emptying_what_nobody_can" {
  command         = plan
  expect_failures = [var.object_lock]

  variables {
    force_destroy = true
    object_lock   = { mode = "COMPLIANCE", days = 1 }
  }
}

run "rejects_expiry_before_the_lock_ends" {
  command         = plan
  expect_failures = [var.expiration_days]

  variables {
    object_lock     = { mode = "GOVERNANCE", days = 365 }
    expiration_days = 180
  }
}
