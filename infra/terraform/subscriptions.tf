# One push subscription a function, with the function's name: fail_undeliverable reads it from what is dead-lettered.

locals {
  # Notifications of all buckets come on one topic. A filter cannot be changed: Terraform would replace the subscription.
  filters = {
    for name, subscription in local.subscriptions : name => try(join(" AND ", compact([
      "attributes.bucketId = \"${local.buckets[subscription.hears.bucket].name}\"",
      "(${join(" OR ", [for event in local.buckets[subscription.hears.bucket].events : "attributes.eventType = \"${event}\""])})",
      subscription.hears.prefix == "" ? "" : "hasPrefix(attributes.objectId, \"${subscription.hears.prefix}\")",
    ])), null)
  }
}

resource "google_pubsub_subscription" "function" {
  for_each = local.subscriptions

  name                       = each.key
  topic                      = google_pubsub_topic.topic[each.value.hears.topic].id
  filter                     = local.filters[each.key]
  ack_deadline_seconds       = each.value.acknowledgement_deadline_seconds
  message_retention_duration = "${each.value.retention_seconds}s"

  expiration_policy {
    ttl = "" # never, however quiet it is
  }

  push_config {
    # functions-framework reads the topic from the path.
    push_endpoint = join("/", [
      google_cloudfunctions2_function.function[each.key].service_config[0].uri,
      "projects", var.project, "topics", each.value.hears.topic,
    ])
    oidc_token {
      service_account_email = google_service_account.delivery[each.key].email
      audience              = google_cloudfunctions2_function.function[each.key].service_config[0].uri
    }
  }

  retry_policy {
    minimum_backoff = "${each.value.minimum_backoff_seconds}s"
    maximum_backoff = "${each.value.maximum_backoff_seconds}s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.topic[each.value.dead_letter_topic].id
    max_delivery_attempts = each.value.maximum_delivery_attempts
  }

  depends_on = [
    google_cloud_run_v2_service_iam_member.delivery,
    google_pubsub_topic_iam_member.dead_letters,
    google_service_account_iam_member.delivery,
  ]
}

# Pub/Sub acknowledges what it has moved to the dead-letter topic.
resource "google_pubsub_subscription_iam_member" "dead_letters" {
  for_each = local.subscriptions

  subscription = google_pubsub_subscription.function[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

# What nobody is called with, for people to pull. It has no dead letters: it is where they end.
resource "google_pubsub_subscription" "parking" {
  for_each = local.topology.parking

  name                       = each.key
  topic                      = google_pubsub_topic.topic[each.value.topic].id
  ack_deadline_seconds       = 600
  message_retention_duration = "${each.value.retention_seconds}s"

  expiration_policy {
    ttl = ""
  }
}
