# Functions are what the topology says: their size, their time, what they know and what they run.

mock_provider "google" {
  source = "./tests/mocks"
}

variables {
  public_api = true # as open as it can be: checkov looks at this plan
}

run "functions_are_those_of_the_topology" {
  command = plan

  assert {
    condition     = toset(keys(google_cloudfunctions2_function.function)) == toset(keys(local.topology.functions))
    error_message = "Not every function of the topology is deployed, or one more than it names."
  }

  assert {
    condition = (
      google_cloudfunctions2_function.function["render_scene"].service_config[0].available_memory
      == "${local.topology.functions.render_scene.memory_mib}Mi"
      && google_cloudfunctions2_function.function["render_scene"].service_config[0].available_cpu
      == tostring(local.topology.functions.render_scene.cpu)
    )
    error_message = "render_scene does not get the memory of the topology, or not its CPU."
  }

  assert {
    condition     = google_cloudfunctions2_function.function["render_scene"].service_config[0].max_instance_request_concurrency == 1
    error_message = "render_scene must render one scene at a time."
  }

  assert {
    condition = alltrue([
      for name, function in google_cloudfunctions2_function.function :
      function.build_config[0].entry_point == name && function.name == replace(name, "_", "-")
    ])
    error_message = "A function's entry point is its name."
  }

  assert {
    condition = alltrue([
      for function in google_cloudfunctions2_function.function :
      strcontains(function.build_config[0].source[0].storage_source[0].object, filesha256("versions.tf"))
    ])
    error_message = "A bundle's object must be named by its content, or a new bundle would not be deployed."
  }

  assert {
    condition = alltrue([
      for name, subscription in google_pubsub_subscription.function :
      google_cloudfunctions2_function.function[name].service_config[0].timeout_seconds < subscription.ack_deadline_seconds
    ])
    error_message = "A function's timeout must be shorter than the acknowledgement deadline of its subscription."
  }

  assert {
    condition     = alltrue([for subscription in google_pubsub_subscription.function : subscription.ack_deadline_seconds <= 600])
    error_message = "Pub/Sub waits 600 s for an acknowledgement at most."
  }

  assert {
    condition = alltrue([
      for function in google_cloudfunctions2_function.function :
      toset(keys(function.service_config[0].environment_variables))
      == toset(concat(keys(local.topology.environment), values(local.topology.buckets)[*].variable, ["THREADS"]))
    ])
    error_message = "A function lacks a variable of the topology, or has one more."
  }

  assert {
    condition = alltrue([
      for bucket in local.topology.buckets :
      google_cloudfunctions2_function.function["render_scene"].service_config[0].environment_variables[bucket.variable]
      == replace(bucket.name, "{project}", "school-lessons")
    ])
    error_message = "A variable does not hold the name of its bucket."
  }

  assert {
    condition = !anytrue([
      for value in values(google_cloudfunctions2_function.function["render_scene"].service_config[0].environment_variables) :
      strcontains(value, "{")
    ])
    error_message = "A place was not filled in: {project} or {region}."
  }
}
