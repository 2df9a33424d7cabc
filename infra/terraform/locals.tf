# From the two declarations to what the resources are made of. Names, sizes and variables are written there, not here.

locals {
  topology = yamldecode(file("${path.module}/../pipeline.yaml"))
  access   = yamldecode(file("${path.module}/../access.yaml"))

  # Defaults merge shallowly, as shared/topology.py merges them.
  functions = {
    for name, own in local.topology.functions : name => merge(local.topology.defaults.function, own)
  }
  subscriptions = {
    for name, own in local.functions : name => merge(
      local.topology.defaults.subscription, try(own.subscription, {}), { hears = own.hears, emits = try(own.emits, "") }
    ) if can(own.hears.topic)
  }
  buckets = {
    for key, bucket in local.topology.buckets : key => merge(
      { prefix = "", events = ["OBJECT_FINALIZE"], notifies = null, delete_after_days = null },
      bucket, { name = replace(bucket.name, "{project}", var.project) },
    )
  }
  environment = {
    for name, value in merge(
      local.topology.environment, { for bucket in local.buckets : bucket.variable => bucket.name }
    ) : name => replace(replace(value, "{project}", var.project), "{region}", var.region)
  }

  api                = one([for name, function in local.functions : name if can(function.hears.http)])
  dead_letter_topics = toset([for subscription in local.subscriptions : subscription.dead_letter_topic])
  travelled_topics = setsubtract(
    [for subscription in local.subscriptions : subscription.hears.topic],
    concat(keys(local.topology.schedules), tolist(local.dead_letter_topics)),
  )
  # What no stage makes cannot be made again; what comes through the API is somebody's own.
  original_buckets = setsubtract(keys(local.buckets), flatten([
    for name, access in local.access : try(access.creates, []) if name != local.api
  ]))

  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

data "google_project" "this" {
  project_id = var.project
}
