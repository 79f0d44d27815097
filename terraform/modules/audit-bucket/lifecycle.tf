resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = var.abort_multipart_days
    }

    noncurrent_version_expiration {
      noncurrent_days = var.noncurrent_expiration_days
    }

    # A marker that hides nothing any more.
    dynamic "expiration" {
      for_each = var.expiration_days == null ? [true] : []

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
    for_each = var.expiration_days == null ? [] : [var.expiration_days]

    content {
      id     = "expire"
      status = "Enabled"

      filter {}

      expiration {
        days = rule.value # removes markers that hide nothing, too
      }
    }
  }

  # Versions can't be expired before there are any.
  depends_on = [aws_s3_bucket_versioning.this]
}
