resource "google_cloud_scheduler_job" "schedule" {
  for_each = local.topology.schedules

  name      = each.key
  region    = var.region
  schedule  = each.value.cron
  time_zone = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.topic[each.key].id
    data       = base64encode("{}") # functions-framework cannot read a message without data
  }

  depends_on = [google_project_service.api]
}
