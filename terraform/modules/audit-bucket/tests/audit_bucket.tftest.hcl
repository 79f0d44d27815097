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
    condition     = !aws_s3_bucket.this.force_destroy && !aws_s3_bucket.this.object_lock_enabled && length(aws_s3_bucket_object_lock_configuration.this) == 0
    error_message = "A destroy does not empty the bucket, and nothing is locked."
  }
  assert {
    condition = (
      aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
      && one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
      && one(aws_s3_bucket_ownership_controls.this.rule).object_ownership == "BucketOwnerEnforced"
    )
    error_message = "Versions, S3's own encryption, no ACLs."
  }
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "The public stays out."
  }
  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement == [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::orders-audit-123456789012", "arn:aws:s3:::orders-audit-123456789012/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "Without TLS nothing is answered."
  }
  assert {
    condition = jsonencode([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : [
      one(rule.noncurrent_version_expiration[*].noncurrent_days),
      one(rule.abort_incomplete_multipart_upload[*].days_after_initiation),
      one(rule.expiration[*].expired_object_delete_marker),
    ] if rule.id == "leftovers"]) == jsonencode([[30, 7, true]])
    error_message = "Old versions, parts, and markers that hide nothing go."
  }
  assert {
    condition = jsonencode([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : [
      one(rule.filter[*].object_size_greater_than), [for one in rule.transition : "${one.days} ${one.storage_class}"],
    ] if rule.id == "cheaper"]) == jsonencode([[131071, ["90 GLACIER_IR"]]])
    error_message = "Large objects get cheaper after three months."
  }
  assert {
    condition     = toset(aws_s3_bucket_lifecycle_configuration.this.rule[*].id) == toset(["leftovers", "cheaper"])
    error_message = "Nothing else expires."
  }
  assert {
    condition     = output.planned_arn == "arn:aws:s3:::orders-audit-123456789012"
    error_message = "The ARN is known when planning."
  }
}

run "locked_with_a_key_and_an_end" {
  command = plan

  variables {
    kms_key_arn     = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"
    object_lock     = { mode = "COMPLIANCE", days = 365 }
    transitions     = [{ days = 30, storage_class = "STANDARD_IA" }, { days = 180, storage_class = "DEEP_ARCHIVE" }]
    expiration_days = 2557
  }

  assert {
    condition = (
      aws_s3_bucket.this.object_lock_enabled
      && one(one(aws_s3_bucket_object_lock_configuration.this[0].rule).default_retention).mode == "COMPLIANCE"
      && one(one(aws_s3_bucket_object_lock_configuration.this[0].rule).default_retention).days == 365
    )
    error_message = "Objects are locked."
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled && one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn
    error_message = "The key encrypts, and is asked seldom."
  }
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : one(rule.expiration[*].days) if rule.id == "expire"] == [2557]
    error_message = "Objects expire when it is said."
  }
}

run "rejects_what_s3_refuses" {
  command = plan
  expect_failures = [
    var.name,
    var.kms_key_arn,
    var.object_lock,
    var.transition_minimum_bytes,
    var.noncurrent_expiration_days,
    var.abort_multipart_days,
  ]

  variables {
    name                       = "Orders.Audit"
    kms_key_arn                = "alias/orders"
    object_lock                = { mode = "SOMETIMES", days = 1 }
    transition_minimum_bytes   = -1
    noncurrent_expiration_days = 0
    abort_multipart_days       = 0
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

run "rejects_transitions_out_of_order" {
  command         = plan
  expect_failures = [var.transitions]

  variables {
    transitions = [{ days = 90, storage_class = "GLACIER_IR" }, { days = 30, storage_class = "STANDARD_IA" }]
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

run "rejects_expiry_at_once" {
  command         = plan
  expect_failures = [var.expiration_days]

  variables {
    expiration_days = 0
  }
}

run "rejects_a_class_before_its_time" {
  command         = plan
  expect_failures = [var.transitions]

  variables {
    transitions = [{ days = 7, storage_class = "STANDARD_IA" }]
  }
}

run "rejects_transitions_of_what_is_gone" {
  command         = plan
  expect_failures = [var.transitions]

  variables {
    expiration_days = 30
  }
}
