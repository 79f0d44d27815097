variable "name" {
  description = "Bucket name, 3 to 63 lower-case letters, digits and '-'. It is unique among all accounts of AWS: put the account's ID into it."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit."
  }
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

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (arn:aws:kms:...) or null."
  }
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
  description = "When objects go to a cheaper class: days after writing (30 or more for STANDARD_IA and ONEZONE_IA), ascending. Default: GLACIER_IR after 90 days, $0.004 a GB-month instead of $0.023, read as fast, $0.03 a GB read; kept 90 days at least. INTELLIGENT_TIERING, STANDARD_IA and ONEZONE_IA are read at once too; GLACIER and DEEP_ARCHIVE must be restored first, which Athena and \"spillway audit\" don't do."
  type = list(object({
    days          = number
    storage_class = string
  }))
  default  = [{ days = 90, storage_class = "GLACIER_IR" }]
  nullable = false

  validation {
    condition     = alltrue([for one in var.transitions : contains(["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], one.storage_class)])
    error_message = "storage_class in transitions must be STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE."
  }

  validation {
    condition     = alltrue([for index, one in var.transitions : one.days >= (endswith(one.storage_class, "_IA") ? 30 : 0) && floor(one.days) == one.days && one.days > (index == 0 ? -1 : var.transitions[index - 1].days)])
    error_message = "days in transitions must be whole, ascending, and 30 or more for STANDARD_IA and ONEZONE_IA."
  }

  validation {
    condition     = var.expiration_days == null ? true : alltrue([for one in var.transitions : one.days < var.expiration_days])
    error_message = "transitions must come before the objects expire."
  }
}

variable "transition_minimum_bytes" {
  description = "Objects up to this size stay in their class, 0 to 1 TB. Default 131,071: cheaper classes bill 128 KB at least, and a move ($0.02 for 1,000 to GLACIER_IR) costs more than a small object's storage for years."
  type        = number
  default     = 131071
  nullable    = false

  validation {
    condition     = var.transition_minimum_bytes >= 0 && var.transition_minimum_bytes <= 1099511627776 && floor(var.transition_minimum_bytes) == var.transition_minimum_bytes
    error_message = "transition_minimum_bytes must be a whole number from 0 to 1099511627776 (1 TB)."
  }
}

variable "expiration_days" {
  description = "Days after which objects are deleted, 1 or more. null (default): never."
  type        = number
  default     = null

  validation {
    condition     = var.expiration_days == null ? true : var.expiration_days >= 1 && floor(var.expiration_days) == var.expiration_days
    error_message = "expiration_days must be a whole number of 1 or more, or null (never)."
  }

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

  validation {
    condition     = var.noncurrent_expiration_days >= 1 && floor(var.noncurrent_expiration_days) == var.noncurrent_expiration_days
    error_message = "noncurrent_expiration_days must be a whole number of 1 or more."
  }
}

variable "abort_multipart_days" {
  description = "Days after which the parts of an upload that was never completed are deleted; until then they are paid for, unseen. 1 or more. Default 7."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.abort_multipart_days >= 1 && floor(var.abort_multipart_days) == var.abort_multipart_days
    error_message = "abort_multipart_days must be a whole number of 1 or more."
  }
}
