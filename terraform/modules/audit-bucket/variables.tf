# Module private-bucket checks the limits but for those of the lock.

variable "name" {
  description = "Bucket name, 3 to 63 lower-case letters, digits and '-'. It is unique among all accounts of AWS: put the account's ID into it."
  type        = string
}

variable "force_destroy" {
  description = "true lets a destroy delete the bucket with everything in it. Default false: a bucket that holds anything stays, and the destroy stops."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a KMS key that encrypts objects ($1 a month, and $0.03 for 10,000 requests; whoever writes needs kms:GenerateDataKey on it, whoever reads kms:Decrypt). null (default): S3's own key, free."
  type        = string
  default     = null
}

variable "object_lock" {
  description = "Keeps each object from being deleted or replaced for so many days after it was written: mode GOVERNANCE (who has s3:BypassGovernanceRetention still can) or COMPLIANCE (nobody can, the account's root included). null (default): not locked. A bucket that is there can't be given it later by a change here: that replaces the bucket. Versions are paid for until they may go."
  type = object({
    mode = string
    days = number
  })
  default = null

  validation {
    condition     = var.object_lock == null ? true : contains(["GOVERNANCE", "COMPLIANCE"], var.object_lock.mode) && var.object_lock.days >= 1 && var.object_lock.days <= 36500 && floor(var.object_lock.days) == var.object_lock.days
    error_message = "object_lock needs mode GOVERNANCE or COMPLIANCE and whole days from 1 to 36500, or must be null."
  }

  validation {
    condition     = !(var.force_destroy && try(var.object_lock.mode == "COMPLIANCE", false))
    error_message = "force_destroy can't empty a bucket that is locked in mode COMPLIANCE: nobody can."
  }
}

# What becomes of objects

variable "transitions" {
  description = "When objects go to a cheaper class, as module private-bucket has them. Default: GLACIER_IR after 90 days. GLACIER and DEEP_ARCHIVE must be restored before they are read, which Athena and \"spillway audit\" don't do."
  type = list(object({
    days          = number
    storage_class = string
  }))
  default  = [{ days = 90, storage_class = "GLACIER_IR" }]
  nullable = false
}

variable "transition_minimum_bytes" {
  description = "Objects up to this size (bytes) stay in their class. Default 131,071: cheaper classes bill 128 KB at least."
  type        = number
  default     = 131071
  nullable    = false
}

variable "expiration_days" {
  description = "Days after which objects are deleted, 1 or more. null (default): never."
  type        = number
  default     = null

  validation {
    condition     = var.expiration_days == null || var.object_lock == null ? true : var.expiration_days >= var.object_lock.days
    error_message = "expiration_days must not be below object_lock.days: what is locked is not deleted."
  }
}

variable "noncurrent_expiration_days" {
  description = "Days for which what was replaced or deleted can still be had (each as a version, paid like any object), 1 or more. Default 30."
  type        = number
  default     = 30
  nullable    = false
}

variable "abort_multipart_days" {
  description = "Days after which the parts of an upload that was never completed are deleted; until then they are paid for, unseen. 1 or more. Default 7."
  type        = number
  default     = 7
  nullable    = false
}
