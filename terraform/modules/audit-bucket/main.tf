# A private bucket that keeps what was written: versions, a lock where asked for, cheaper classes with time.

module "bucket" {
  source = "../private-bucket"

  name                       = var.name
  force_destroy              = var.force_destroy
  kms_key_arn                = var.kms_key_arn
  versioned                  = true
  object_lock_enabled        = var.object_lock != null
  expirations                = var.expiration_days == null ? {} : { expire = { days = var.expiration_days } }
  transitions                = var.transitions
  transition_minimum_bytes   = var.transition_minimum_bytes
  noncurrent_expiration_days = var.noncurrent_expiration_days
  abort_multipart_days       = var.abort_multipart_days
}

resource "aws_s3_bucket_object_lock_configuration" "this" {
  count = var.object_lock == null ? 0 : 1

  bucket = module.bucket.name

  rule {
    default_retention {
      mode = var.object_lock.mode
      days = var.object_lock.days
    }
  }

  depends_on = [module.bucket]
}

# The bucket was this module's own before there was private-bucket.

moved {
  from = aws_s3_bucket.this
  to   = module.bucket.aws_s3_bucket.this
}

moved {
  from = aws_s3_bucket_ownership_controls.this
  to   = module.bucket.aws_s3_bucket_ownership_controls.this
}

moved {
  from = aws_s3_bucket_public_access_block.this
  to   = module.bucket.aws_s3_bucket_public_access_block.this
}

moved {
  from = aws_s3_bucket_server_side_encryption_configuration.this
  to   = module.bucket.aws_s3_bucket_server_side_encryption_configuration.this
}

moved {
  from = aws_s3_bucket_versioning.this
  to   = module.bucket.aws_s3_bucket_versioning.this[0]
}

moved {
  from = aws_s3_bucket_policy.this
  to   = module.bucket.aws_s3_bucket_policy.this
}

moved {
  from = aws_s3_bucket_lifecycle_configuration.this
  to   = module.bucket.aws_s3_bucket_lifecycle_configuration.this
}
