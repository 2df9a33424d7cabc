data "google_storage_project_service_account" "this" {
  depends_on = [google_project_service.api]
}

locals {
  api_origins = [
    google_cloudfunctions2_function.function[local.api].service_config[0].uri,
    "https://${local.run_services[local.api]}-${data.google_project.this.number}.${var.region}.run.app", # its other address
  ]
  cors = {
    reads = {
      methods = ["GET", "HEAD"]
      headers = ["Accept-Ranges", "Content-Length", "Content-Range", "Content-Type", "ETag"]
    }
    creates = {
      methods = ["PUT"]
      headers = ["Content-Type", "x-goog-content-length-range", "x-goog-if-generation-match"]
    }
  }
}

resource "google_storage_bucket" "bucket" {
  for_each = local.buckets

  name                        = each.value.name
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.protect_data

  # Deleted and replaced objects can be restored for so long. Versions would hide them: a versioned bucket tells of a deletion
  # as OBJECT_ARCHIVE, which nobody hears, and of OBJECT_DELETE only when the version itself is removed.
  soft_delete_policy {
    retention_duration_seconds = 24 * 3600 * (
      contains(local.original_buckets, each.key) ? 30 : each.value.delete_after_days == null ? 7 : 0
    )
  }

  dynamic "lifecycle_rule" {
    for_each = each.value.delete_after_days == null ? [] : [each.value.delete_after_days]
    content {
      action { type = "Delete" }
      condition { age = lifecycle_rule.value }
    }
  }

  lifecycle_rule {
    action { type = "AbortIncompleteMultipartUpload" }
    condition { age = 1 }
  }

  # From signed addresses, the page plays lessons, reads their captions and seeks in them; to others, it puts resources.
  dynamic "cors" {
    for_each = [
      for word, cors in local.cors : cors
      if contains([for place in try(local.access[local.api][word], []) : split("/", place)[0]], each.key)
    ]
    content {
      origin          = concat(local.api_origins, var.page_origins)
      method          = cors.value.methods
      response_header = cors.value.headers
      max_age_seconds = 3600
    }
  }

  dynamic "encryption" {
    for_each = var.kms_key[*]
    content {
      default_kms_key_name = encryption.value
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}

resource "google_storage_notification" "notification" {
  for_each = { for key, bucket in local.buckets : key => bucket if bucket.notifies != null }

  bucket             = google_storage_bucket.bucket[each.key].name
  topic              = google_pubsub_topic.topic[each.value.notifies].id
  event_types        = each.value.events
  object_name_prefix = each.value.prefix
  payload_format     = "JSON_API_V1" # functions-framework cannot read a message without data

  depends_on = [google_pubsub_topic_iam_member.notifications]
}
