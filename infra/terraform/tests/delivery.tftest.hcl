# Messages come to their function and to nobody else, and none is lost.

mock_provider "google" {
  source = "./tests/mocks"
}

run "every_message_comes_to_its_function_and_none_is_dropped" {
  assert {
    condition = toset(keys(google_pubsub_subscription.function)) == toset([
      for name, function in local.topology.functions : name if can(function.hears.topic)
    ])
    error_message = "Every function that hears a topic has the subscription of its name, and no other has one."
  }

  assert {
    condition = alltrue([
      for name, subscription in google_pubsub_subscription.function :
      subscription.topic == google_pubsub_topic.topic[local.topology.functions[name].hears.topic].id
      && startswith(subscription.push_config[0].push_endpoint, google_cloudfunctions2_function.function[name].service_config[0].uri)
      && endswith(subscription.push_config[0].push_endpoint, "/topics/${local.topology.functions[name].hears.topic}")
    ])
    error_message = "A subscription must join the topic that its function hears to the function's own address."
  }

  assert {
    condition = alltrue([
      for name, subscription in google_pubsub_subscription.function :
      subscription.push_config[0].oidc_token[0].service_account_email == google_service_account.delivery[name].email
      && subscription.push_config[0].oidc_token[0].audience == google_cloudfunctions2_function.function[name].service_config[0].uri
    ])
    error_message = "Pub/Sub must say who it is, to the function it calls."
  }

  assert {
    condition = alltrue([
      for subscription in google_pubsub_subscription.function :
      length(subscription.retry_policy) == 1 && subscription.expiration_policy[0].ttl == ""
    ])
    error_message = "A subscription waits before it tries again, and never expires."
  }

  assert {
    condition = alltrue([
      for name, subscription in google_pubsub_subscription.function :
      try(subscription.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.topic[local.subscriptions[name].dead_letter_topic].id, false)
    ])
    error_message = "Every subscription that pushes has the dead-letter topic of the topology."
  }

  assert {
    condition = alltrue([
      for subscription in google_pubsub_subscription.function : contains(
        concat(values(google_pubsub_subscription.function)[*].topic, values(google_pubsub_subscription.parking)[*].topic),
        subscription.dead_letter_policy[0].dead_letter_topic,
      )
    ])
    error_message = "Every dead-letter topic has a subscription, or what comes there is gone."
  }

  assert {
    condition     = alltrue([for subscription in google_pubsub_subscription.parking : length(subscription.push_config) == 0])
    error_message = "What is parked waits for people."
  }

  assert {
    condition = alltrue([
      for name, subscription in google_pubsub_subscription.function :
      google_pubsub_subscription_iam_member.dead_letters[name].subscription == subscription.name
      && google_pubsub_subscription_iam_member.dead_letters[name].role == "roles/pubsub.subscriber"
      && google_pubsub_subscription_iam_member.dead_letters[name].member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    ])
    error_message = "Pub/Sub must be allowed to acknowledge what it moves to the dead-letter topic."
  }

  assert {
    condition = alltrue([
      for topic in distinct(values(google_pubsub_subscription.function)[*].dead_letter_policy[0].dead_letter_topic) : anytrue([
        for grant in google_pubsub_topic_iam_member.dead_letters :
        google_pubsub_topic.topic[grant.topic].id == topic && grant.role == "roles/pubsub.publisher"
        && grant.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
      ])
    ])
    error_message = "Pub/Sub must be allowed to publish to every dead-letter topic."
  }

  assert {
    condition = (
      google_pubsub_subscription.function["render_scene"].filter
      == "attributes.bucketId = \"school-lessons-vividly-temporary\" AND (attributes.eventType = \"OBJECT_FINALIZE\") AND hasPrefix(attributes.objectId, \"narration/\")"
    )
    error_message = "render_scene hears of recordings that are finalised, and of nothing else."
  }

  assert {
    condition     = !strcontains(google_pubsub_subscription.function["ingest_resource"].filter, "objectId")
    error_message = "ingest_resource hears of all objects of its bucket."
  }

  assert {
    condition     = alltrue([for subscription in google_pubsub_subscription.function : length(subscription.filter == null ? "" : subscription.filter) <= 256])
    error_message = "Pub/Sub takes filters of 256 characters at most."
  }

  assert {
    condition = alltrue([
      for key, notification in google_storage_notification.notification :
      notification.object_name_prefix == try(local.topology.buckets[key].prefix, "")
      && notification.topic == google_pubsub_topic.topic[local.topology.buckets[key].notifies].id
      && toset(notification.event_types) == toset(try(local.topology.buckets[key].events, ["OBJECT_FINALIZE"]))
      && notification.payload_format == "JSON_API_V1"
    ])
    error_message = "A bucket tells the topic of the topology, of objects under its prefix, with a payload."
  }

  assert {
    condition = alltrue([
      for grant in google_pubsub_topic_iam_member.notifications :
      grant.role == "roles/pubsub.publisher" && grant.member == data.google_storage_project_service_account.this.member
    ])
    error_message = "Cloud Storage must be allowed to publish its notifications."
  }

  assert {
    condition = alltrue([
      for topic, job in google_cloud_scheduler_job.schedule :
      job.pubsub_target[0].topic_name == google_pubsub_topic.topic[topic].id && base64decode(job.pubsub_target[0].data) != ""
      && job.schedule == local.topology.schedules[topic].cron
    ])
    error_message = "A schedule publishes to its topic, with data."
  }
}
