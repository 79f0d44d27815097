mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  name = "orders-123456789012"
}

run "defaults" {
  command = plan

  assert {
    condition     = !aws_s3_bucket.this.force_destroy && !aws_s3_bucket.this.object_lock_enabled && length(aws_s3_bucket_versioning.this) == 0
    error_message = "A destroy does not empty the bucket, and nothing is kept of what is gone."
  }
  assert {
    condition = (
      one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
      && one(aws_s3_bucket_ownership_controls.this.rule).object_ownership == "BucketOwnerEnforced"
    )
    error_message = "S3's own encryption, no ACLs."
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
      Resource  = ["arn:aws:s3:::orders-123456789012", "arn:aws:s3:::orders-123456789012/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "Without TLS nothing is answered."
  }
  assert {
    condition = jsonencode([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : [
      rule.id,
      one(rule.abort_incomplete_multipart_upload[*].days_after_initiation),
      length(rule.noncurrent_version_expiration),
      length(rule.expiration),
    ]]) == jsonencode([["leftovers", 7, 0, 0]])
    error_message = "Parts of an upload that was never completed go, and nothing else."
  }
  assert {
    condition     = output.planned_arn == "arn:aws:s3:::orders-123456789012"
    error_message = "The ARN is known when planning."
  }
}

run "versions_and_cheaper_classes" {
  command = plan

  variables {
    versioned           = true
    object_lock_enabled = true
    kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"
    transitions         = [{ days = 90, storage_class = "GLACIER_IR" }]
  }

  assert {
    condition     = aws_s3_bucket_versioning.this[0].versioning_configuration[0].status == "Enabled" && aws_s3_bucket.this.object_lock_enabled
    error_message = "What is replaced is kept, and can be locked."
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled && one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn
    error_message = "The key encrypts, and is asked seldom."
  }
  assert {
    condition = jsonencode([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : [
      one(rule.noncurrent_version_expiration[*].noncurrent_days),
      one(rule.expiration[*].expired_object_delete_marker),
    ] if rule.id == "leftovers"]) == jsonencode([[30, true]])
    error_message = "Old versions, and markers that hide nothing, go."
  }
  assert {
    condition = jsonencode([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : [
      one(rule.filter[*].object_size_greater_than), [for one in rule.transition : "${one.days} ${one.storage_class}"],
    ] if rule.id == "cheaper"]) == jsonencode([[131071, ["90 GLACIER_IR"]]])
    error_message = "Large objects get cheaper."
  }
}

run "objects_expire_by_prefix" {
  command = plan

  variables {
    expirations = { uploads = { prefix = "uploads/", days = 7 }, all = { days = 365 } }
  }

  assert {
    condition     = { for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.id => one(rule.expiration[*].days) if rule.id != "leftovers" } == { uploads = 7, all = 365 }
    error_message = "Each has its own days."
  }
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : one(rule.filter[*].prefix) if rule.id == "uploads"] == ["uploads/"]
    error_message = "A rule is about the keys of its prefix."
  }
}

run "rejects_what_s3_refuses" {
  command = plan
  expect_failures = [
    var.name,
    var.kms_key_arn,
    var.object_lock_enabled,
    var.expirations,
    var.transition_minimum_bytes,
    var.noncurrent_expiration_days,
    var.abort_multipart_days,
  ]

  variables {
    name                       = "Orders.Audit"
    kms_key_arn                = "alias/orders"
    object_lock_enabled        = true
    expirations                = { all = { days = 0 } }
    transition_minimum_bytes   = -1
    noncurrent_expiration_days = 0
    abort_multipart_days       = 0
  }
}

run "rejects_transitions_out_of_order" {
  command         = plan
  expect_failures = [var.transitions]

  variables {
    transitions = [{ days = 90, storage_class = "GLACIER_IR" }, { days = 30, storage_class = "STANDARD_IA" }]
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
    transitions = [{ days = 90, storage_class = "GLACIER_IR" }]
    expirations = { all = { days = 30 } }
  }
}
