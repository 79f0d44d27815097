resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = var.abort_multipart_days
    }

    dynamic "noncurrent_version_expiration" {
      for_each = var.versioned ? [var.noncurrent_expiration_days] : []

      content {
        noncurrent_days = noncurrent_version_expiration.value
      }
    }

    # A marker that hides nothing any more. A rule without prefix that expires objects removes them, too.
    dynamic "expiration" {
      for_each = var.versioned && alltrue([for one in var.expirations : one.prefix != ""]) ? [true] : []

      content {
        expired_object_delete_marker = true
      }
    }
  }

  dynamic "rule" {
    for_each = length(var.transitions) == 0 ? [] : [var.transitions]

    content {
      id     = "cheaper"
      status = "Enabled"

      filter {
        object_size_greater_than = var.transition_minimum_bytes
      }

      dynamic "transition" {
        for_each = rule.value

        content {
          days          = transition.value.days
          storage_class = transition.value.storage_class
        }
      }
    }
  }

  dynamic "rule" {
    for_each = var.expirations

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = rule.value.prefix == "" ? null : rule.value.prefix
      }

      expiration {
        days = rule.value.days
      }
    }
  }

  # Versions can't be expired before there are any.
  depends_on = [aws_s3_bucket_versioning.this]
}
