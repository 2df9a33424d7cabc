resource "google_pubsub_topic" "topic" {
  for_each = local.topology.topics

  name         = each.key
  kms_key_name = var.kms_key

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}

# Pub/Sub itself moves what could not be delivered.
resource "google_pubsub_topic_iam_member" "dead_letters" {
  for_each = local.dead_letter_topics

  topic  = google_pubsub_topic.topic[each.key].name
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_topic_iam_member" "notifications" {
  for_each = toset([for bucket in local.buckets : bucket.notifies if bucket.notifies != null])

  topic  = google_pubsub_topic.topic[each.key].name
  role   = "roles/pubsub.publisher"
  member = data.google_storage_project_service_account.this.member
}
