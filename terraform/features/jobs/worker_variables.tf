# The workers: how many, how large, how they write.

variable "maximum_concurrency" {
  description = "Workers at once, at most: 2 to 1,000 (AWS offers no 1). They share the table's pace, so more of them than it can feed only wait. Default 10."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000 && floor(var.maximum_concurrency) == var.maximum_concurrency
    error_message = "maximum_concurrency must be a whole number from 2 to 1000."
  }
}

variable "worker_memory_mb" {
  description = "Memory of a worker in MB, 256 to 10,240; CPU and price grow with it (one whole CPU at 1,769 MB). Default 1,024."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.worker_memory_mb >= 256 && var.worker_memory_mb <= 10240 && floor(var.worker_memory_mb) == var.worker_memory_mb
    error_message = "worker_memory_mb must be a whole number from 256 to 10240."
  }
}

variable "worker_timeout_seconds" {
  description = "Seconds after which a worker is cut off, 10 to 900. Before that it hands the rest of its chunk on, so a longer time means fewer hand-ons, not more. Default 900."
  type        = number
  default     = 900
  nullable    = false

  validation {
    condition     = var.worker_timeout_seconds >= 10 && var.worker_timeout_seconds <= 900 && floor(var.worker_timeout_seconds) == var.worker_timeout_seconds
    error_message = "worker_timeout_seconds must be a whole number from 10 to 900."
  }
}

variable "chunk_bytes" {
  description = "Bytes of a chunk, 65,536 (64 KB) to 5,368,709,120 (5 GB): a file is cut into so large pieces, one for each worker at a time. Default 67,108,864 (64 MB)."
  type        = number
  default     = 67108864
  nullable    = false

  validation {
    condition     = var.chunk_bytes >= 65536 && var.chunk_bytes <= 5368709120 && floor(var.chunk_bytes) == var.chunk_bytes
    error_message = "chunk_bytes must be a whole number from 65536 to 5368709120."
  }
}

variable "write_concurrency" {
  description = "Batches that a worker has under way at once, 1 to 100. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.write_concurrency >= 1 && var.write_concurrency <= 100 && floor(var.write_concurrency) == var.write_concurrency
    error_message = "write_concurrency must be a whole number from 1 to 100."
  }
}

variable "max_attempts" {
  description = "Attempts for each record, the first one included, 1 to 20; what is unwritten then is in the job's rejects. Default 8."
  type        = number
  default     = 8
  nullable    = false

  validation {
    condition     = var.max_attempts >= 1 && var.max_attempts <= 20 && floor(var.max_attempts) == var.max_attempts
    error_message = "max_attempts must be a whole number from 1 to 20."
  }
}

variable "share_pace" {
  description = "true (default): workers, consumers and loads with --share-pace take a table's units from one item, so that together they keep to its capacity. false: each keeps to the whole capacity by itself, and they throttle each other."
  type        = bool
  default     = true
  nullable    = false
}

variable "checkpoint_seconds" {
  description = "Seconds between two checkpoints of a worker, 1 to 8: what a worker that dies has to repeat at most; each costs a write or two of the jobs table. Default 2."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.checkpoint_seconds >= 1 && var.checkpoint_seconds <= 8
    error_message = "checkpoint_seconds must be 1 to 8."
  }
}

variable "source_buckets" {
  description = "Names of other buckets of which jobs may load files. Default []: only what was uploaded to the feature's own."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for bucket in var.source_buckets : can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", bucket))])
    error_message = "Each of source_buckets must be a bucket's name."
  }
}
