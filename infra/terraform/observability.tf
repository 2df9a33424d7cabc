# What the functions log becomes metrics, and these become alerts, an objective and a dashboard.

locals {
  # Which lines are counted, by their message; `value` is the field whose distribution is kept.
  # What else an attempt tells of itself is summed up: what it used of paid services.
  ends  = ["finished", "refused", "interrupted"]
  usage = ["input_tokens", "output_tokens", "embedded_characters", "spoken_characters"]
  log_metrics = merge({
    for field in local.usage : field => { messages = local.ends, labels = { stage = "stage" }, value = field, unit = "1", scale = 1 }
    }, {
    attempts        = { messages = local.ends, labels = { stage = "stage", outcome = "message" } }
    attempt_seconds = { messages = ["finished"], labels = { stage = "stage" }, value = "seconds", unit = "s" }
    queue_seconds   = { messages = ["started"], labels = { stage = "stage" }, value = "queue_seconds", unit = "s" }
    cost_usd        = { messages = local.ends, labels = { stage = "stage" }, value = "cost_usd", unit = "USD" }
    request_seconds = { messages = ["completed"], labels = {}, value = "request_seconds", unit = "s" }
    refusals        = { messages = ["refused"], labels = { stage = "stage", code = "code" } }
    rejections      = { messages = ["message rejected", "malformed delivery kept"], labels = {} }
    recoveries      = { messages = ["recovered"], labels = { stage = "stage" } }
    stuck           = { messages = ["request past its deadline", "not recovered"], labels = {} }
  })

  named_in_queries = {
    logs                 = "logging_googleapis_com:user_vividly"
    pubsub               = "pubsub_googleapis_com:subscription"
    parking              = join("|", keys(local.topology.parking))
    api                  = local.run_services[local.api]
    recovery             = one([for name, each in local.subscriptions : local.run_services[name] if contains(keys(local.topology.schedules), each.hears.topic)])
    longest_wait_seconds = 2 * max([for subscription in local.subscriptions : subscription.acknowledgement_deadline_seconds]...)
    cost_a_day_usd       = 0.8 * tonumber(local.environment.MAXIMUM_COST_A_DAY_USD)
    latency_seconds      = var.latency_objective.seconds
  }
  alerts = yamldecode(templatefile("${path.module}/alerts.yaml", local.named_in_queries))
  charts = yamldecode(templatefile("${path.module}/dashboard.yaml", local.named_in_queries))

  channels = [for channel in google_monitoring_notification_channel.email : channel.id]
}

resource "google_logging_metric" "metric" {
  for_each = local.log_metrics

  name = "vividly_${each.key}"
  filter = join(" AND ", [
    "resource.type=\"cloud_run_revision\"",
    "jsonPayload.message=(${join(" OR ", [for message in each.value.messages : "\"${message}\""])})",
  ])
  label_extractors = { for label, field in each.value.labels : label => "EXTRACT(jsonPayload.${field})" }
  value_extractor  = try("EXTRACT(jsonPayload.${each.value.value})", null)

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = can(each.value.value) ? "DISTRIBUTION" : "INT64"
    unit        = try(each.value.unit, "1")

    dynamic "labels" {
      for_each = each.value.labels
      content {
        key = labels.key
      }
    }
  }

  # From a hundredth of a cent to a few hours, or from one to a hundred million; each bucket a third wider than the one before.
  dynamic "bucket_options" {
    for_each = can(each.value.value) ? [1] : []
    content {
      exponential_buckets {
        scale              = try(each.value.scale, 0.0001)
        growth_factor      = 1.35
        num_finite_buckets = 62
      }
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.alert_emails

  display_name = "Vividly ${var.environment}: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_custom_service" "lessons" {
  service_id   = "vividly-lessons"
  display_name = "Vividly ${var.environment}: lessons"

  depends_on = [google_project_service.api]
}

resource "google_monitoring_slo" "latency" {
  service             = google_monitoring_custom_service.lessons.service_id
  slo_id              = "latency"
  display_name        = "A lesson within ${var.latency_objective.seconds} s"
  goal                = var.latency_objective.share
  rolling_period_days = 28

  request_based_sli {
    distribution_cut {
      distribution_filter = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.metric["request_seconds"].name}\" AND resource.type=\"cloud_run_revision\""
      range {
        max = var.latency_objective.seconds
      }
    }
  }
}

resource "google_monitoring_alert_policy" "alert" {
  for_each = local.alerts

  display_name          = "Vividly ${var.environment}: ${each.value.title}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels

  conditions {
    display_name = each.key

    dynamic "condition_prometheus_query_language" {
      for_each = can(each.value.query) ? [each.value.query] : []
      content {
        query               = condition_prometheus_query_language.value
        duration            = "${try(each.value.lasts_seconds, 0)}s"
        evaluation_interval = "60s"
      }
    }

    # At this rate the objective of 28 days is missed after less than three.
    dynamic "condition_threshold" {
      for_each = can(each.value.query) ? [] : [google_monitoring_slo.latency.name]
      content {
        filter          = "select_slo_burn_rate(\"${condition_threshold.value}\", \"60m\")"
        comparison      = "COMPARISON_GT"
        threshold_value = 10
        duration        = "0s"
      }
    }
  }

  # What to do first, and where that leads: a heading's address is its text in lower case, with dashes.
  documentation {
    content = "${each.value.runbook}\n\n${var.runbooks}#${replace(lower(each.value.title), " ", "-")}"
  }

  depends_on = [google_logging_metric.metric]
}

resource "google_monitoring_dashboard" "dashboard" {
  dashboard_json = jsonencode({
    displayName = "Vividly ${var.environment}"
    mosaicLayout = {
      columns = 48
      tiles = [
        for index, chart in local.charts : {
          xPos = 24 * (index % 2), yPos = 12 * floor(index / 2), width = 24, height = 12
          widget = {
            title = chart.title
            xyChart = {
              dataSets = [{ plotType = "LINE", timeSeriesQuery = { prometheusQuery = chart.query } }]
            }
          }
        }
      ]
    }
  })

  depends_on = [google_logging_metric.metric]
}
