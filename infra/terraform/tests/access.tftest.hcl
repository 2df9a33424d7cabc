# Nobody may do more than the functions need, and nothing is public but the API.

mock_provider "google" {
  source = "./tests/mocks"
}

run "each_function_may_do_what_is_listed_and_only_the_api_is_public" {
  variables {
    public_api = true
  }

  assert {
    condition = alltrue([
      for name, account in google_service_account.function : toset(concat(
        [for grant in google_pubsub_topic_iam_member.publisher : "${grant.role} ${grant.topic}" if grant.member == account.member],
        [for grant in google_storage_bucket_iam_member.function : "${grant.role} ${grant.bucket}${join("", grant.condition[*].expression)}" if grant.member == account.member],
        [for grant in google_project_iam_member.database : "${grant.role} ${grant.condition[0].expression}" if grant.member == account.member],
        [for grant in google_project_iam_member.predictor : "predict" if grant.member == account.member && grant.role == google_project_iam_custom_role.role["predictor"].id],
        [for grant in google_project_iam_member.tracer : grant.role if grant.member == account.member],
        [for grant in google_service_account_iam_member.signer : "${grant.role} ${grant.service_account_id}" if grant.member == account.member],
        )) == toset(concat(
        [for topic in concat(compact([try(local.topology.functions[name].emits, "")]), try(local.topology.functions[name].also_emits, [])) : "roles/pubsub.publisher ${topic}"],
        [for topic in contains(local.access[name].may, "republish") ? local.travelled_topics : [] : "roles/pubsub.publisher ${topic}"],
        flatten([for word, role in { reads = "roles/storage.objectViewer", creates = "roles/storage.objectCreator" } : [
          for place in try(local.access[name][word], []) : join("",
            ["${role} ${local.buckets[split("/", place)[0]].name}"],
            [for folder in compact([trimprefix(place, split("/", place)[0])]) :
            "resource.name.startsWith(\"projects/_/buckets/${local.buckets[split("/", place)[0]].name}/objects${folder}\")"],
          )
        ]]),
        [for bucket in try(local.access[name].removes, []) : "${google_project_iam_custom_role.role["remover"].id} ${local.buckets[bucket].name}"],
        contains(local.access[name].may, "database") ? ["roles/datastore.user resource.name == \"projects/school-lessons/databases/(default)\""] : [],
        contains(local.access[name].may, "predict") ? ["predict"] : [],
        contains(local.access[name].may, "trace") ? ["roles/cloudtrace.agent"] : [],
        contains(local.access[name].may, "sign") ? ["roles/iam.serviceAccountTokenCreator ${account.name}"] : [],
      ))
    ])
    error_message = "A function's roles are not those that access.yaml lists."
  }

  assert {
    condition = (
      toset(google_project_iam_custom_role.role["predictor"].permissions) == toset(["aiplatform.endpoints.predict"])
      && toset(google_project_iam_custom_role.role["remover"].permissions) == toset(["storage.objects.delete", "storage.objects.list"])
    )
    error_message = "A role of our own allows more than its name says."
  }

  assert {
    condition     = toset(keys(local.access)) == toset(keys(local.topology.functions))
    error_message = "access.yaml names a function that the topology does not have, or leaves one out."
  }

  assert {
    condition = alltrue([
      for name, function in google_cloudfunctions2_function.function :
      function.service_config[0].service_account_email == google_service_account.function[name].email
      && google_service_account.function[name].account_id == local.topology.functions[name].service_account
    ])
    error_message = "A function runs as its own account."
  }

  assert {
    condition = alltrue([
      for name, grant in google_cloud_run_v2_service_iam_member.delivery :
      grant.member == google_service_account.delivery[name].member && grant.role == "roles/run.invoker"
      && grant.name == google_cloudfunctions2_function.function[name].name && name != "submit_request"
    ])
    error_message = "Only the account of its own subscription may call a function that hears a topic."
  }

  assert {
    condition = (
      length(distinct(values(google_service_account.delivery)[*].account_id)) == length(google_pubsub_subscription.function)
      && alltrue([for account in google_service_account.delivery : length(account.account_id) <= 30])
    )
    error_message = "Every subscription has an account of its own, with a name that is not too long."
  }

  assert {
    condition = alltrue([
      for name, function in google_cloudfunctions2_function.function :
      function.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY" if name != "submit_request"
    ])
    error_message = "A function that hears a topic must not be reached from outside."
  }

  assert {
    condition     = toset(values(google_cloud_run_v2_service_iam_member.api)[*].member) == toset(["allUsers"])
    error_message = "With public_api, everybody may call the API."
  }

  assert {
    condition     = alltrue([for function in google_cloudfunctions2_function.function : function.service_config[0].environment_variables.IDENTITY == "tokens"])
    error_message = "What everybody can reach must ask who calls."
  }

  assert {
    condition     = toset(values(google_cloud_run_v2_service_iam_member.api)[*].name) == toset(["submit-request"])
    error_message = "Nothing is public but the API."
  }
}

run "nothing_is_public_otherwise" {
  command = plan

  variables {
    api_invokers = ["serviceAccount:gateway@school-lessons.iam.gserviceaccount.com"]
  }

  assert {
    condition = (
      toset(values(google_cloud_run_v2_service_iam_member.api)[*].member)
      == toset(["serviceAccount:gateway@school-lessons.iam.gserviceaccount.com"])
    )
    error_message = "Without public_api, only those who are named may call the API."
  }

  assert {
    condition     = google_cloudfunctions2_function.function["submit_request"].service_config[0].ingress_settings == "ALLOW_INTERNAL_AND_GCLB"
    error_message = "Without public_api, the API is reached through a load balancer."
  }
}

run "everybody_is_no_invoker" {
  command = plan

  variables {
    api_invokers = ["allUsers"]
  }

  expect_failures = [var.api_invokers]
}
