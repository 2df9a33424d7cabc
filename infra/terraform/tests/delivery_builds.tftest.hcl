# What is pushed is checked at once, and deployed by nobody but with an approval.

mock_provider "google" {
  source = "./tests/mocks"
}

run "nothing_is_deployed_by_a_push_unless_a_repository_is_named" {
  command = plan

  assert {
    condition     = length(google_cloudbuild_trigger.delivery) == 0 && length(google_service_account.delivery_build) == 0
    error_message = "There is a trigger without a repository."
  }
}

run "what_is_pushed_is_planned_at_once_and_deployed_with_an_approval" {
  variables {
    repository = "projects/school-lessons/locations/us-central1/connections/git/repositories/vividly"
  }

  assert {
    condition = alltrue([
      for name, trigger in google_cloudbuild_trigger.delivery :
      trigger.approval_config[0].approval_required == (name == "deploy") && trigger.repository_event_config[0].push[0].branch == "^main$"
    ])
    error_message = "A deployment waits for an approval, and a plan does not."
  }

  assert {
    condition = alltrue([
      for grant in google_project_iam_member.delivery_build :
      !can(regex("^roles/(owner|editor|viewer|datastore|firebase|storage\\.(admin|object)|.*[aA]dmin$)", grant.role))
      if grant.member == google_service_account.delivery_build["plan"].member
    ])
    error_message = "What runs before the approval may look at what is set up, read no data, and change nothing."
  }

  assert {
    condition = toset([
      for grant in concat(values(google_storage_bucket_iam_member.delivery_build), google_storage_bucket_iam_member.planner) :
      join(" ", concat([grant.bucket, grant.role], grant.condition[*].expression))
      if grant.member == google_service_account.delivery_build["plan"].member
      ]) == toset([
      "school-lessons-vividly-bundles roles/storage.objectViewer",
      "school-lessons-vividly-state roles/storage.objectViewer",
      "school-lessons-vividly-state roles/storage.objectCreator resource.name.startsWith(\"projects/_/buckets/school-lessons-vividly-state/objects/plans/\")",
    ])
    error_message = "What runs before the approval adds plans, and replaces no state, no plan and nothing that a rollback deploys."
  }

  assert {
    condition     = alltrue([for permission in google_project_iam_custom_role.planner[0].permissions : !strcontains(permission, "entities")])
    error_message = "Planning reads no document."
  }

  assert {
    condition     = alltrue([for trigger in google_cloudbuild_trigger.delivery : trigger.substitutions == tomap({ _ENVIRONMENT = "dev", _REGION = "us-central1" })])
    error_message = "A trigger deploys to another place than Terraform does."
  }
}
