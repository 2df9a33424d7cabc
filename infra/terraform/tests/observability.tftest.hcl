# What goes wrong is told to somebody, with what to do.

mock_provider "google" {
  source = "./tests/mocks"
}

variables {
  environment     = "prod"
  alert_emails    = ["operators@school.example"]
  billing_account = "012345-6789AB-CDEF01"
}

run "alerts_reach_people_and_say_what_to_do" {
  command = plan

  assert {
    condition = alltrue([
      for policy in google_monitoring_alert_policy.alert :
      length(policy.notification_channels) == 1 && length(policy.documentation[0].content) > 80
    ])
    error_message = "An alert reaches somebody, and says what to do."
  }

  assert {
    condition = length(setsubtract(
      ["dead_letters", "parked", "oldest_message", "failure_ratio", "stuck_requests", "recovery_stopped", "api_errors", "cost_a_day", "latency"],
      keys(google_monitoring_alert_policy.alert),
    )) == 0
    error_message = "An alert is missing."
  }

  assert {
    condition = alltrue([
      for key, policy in google_monitoring_alert_policy.alert :
      endswith(policy.documentation[0].content, "docs/operations.md#${replace(lower(local.alerts[key].title), " ", "-")}")
    ])
    error_message = "An alert must lead to its runbook."
  }

  # A metric that is named in a query and not made would be an alert that never comes.
  assert {
    condition = alltrue([
      for query in concat([for alert in local.alerts : alert.query if can(alert.query)], local.charts[*].query) : alltrue([
        for name in flatten(regexall("user_(vividly_[a-z_]+?)(?:_sum|_count|_bucket)?\\{", query)) :
        contains(values(google_logging_metric.metric)[*].name, name)
      ])
    ])
    error_message = "A query names a log-based metric that is not made."
  }

  assert {
    condition = (
      local.named_in_queries.cost_a_day_usd < tonumber(local.topology.environment.MAXIMUM_COST_A_DAY_USD)
      && endswith(local.alerts.cost_a_day.query, "> ${local.named_in_queries.cost_a_day_usd}")
    )
    error_message = "The alert on a day's cost must come before the limit."
  }

  assert {
    condition     = length(google_billing_budget.month) == 1 && length(google_billing_budget.month[0].all_updates_rule) == 1
    error_message = "The budget tells the same people."
  }

  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.dashboard.dashboard_json).mosaicLayout.tiles) == length(local.charts)
    error_message = "The dashboard lacks a chart."
  }
}

run "no_billing_account_no_budget" {
  command = plan

  variables {
    billing_account = null
  }

  assert {
    condition     = length(google_billing_budget.month) == 0
    error_message = "A budget needs a billing account."
  }
}
