# Module encrypted-topic checks name and notification_email.

variable "name" {
  description = "Topic name, 1 to 250 characters of a-z, A-Z, 0-9, '-' and '_'. Also the alias of its key."
  type        = string
}

variable "notification_email" {
  description = "Address that every notice is sent to. Empty (default): no subscription; subscribe something else, with a filter on the notices' attributes. AWS sends a letter first, whose link must be followed. 1,000 e-mails a month are free, then $2 for 100,000; a million notices to queues or functions $0.50."
  type        = string
  default     = ""
  nullable    = false
}

variable "encrypted" {
  description = "true (default) encrypts the topic with a KMS key of its own: $1 a month, and $0.03 for 10,000 requests. A KMS key can't be deleted at once, it stays for 7 days (free) after destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that the alarm on undelivered notices goes to ($0.10 a month). Required, so that no alarm is silent."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of an SNS topic (arn:aws:sns:...)."
  }
}
