output "api" {
  description = "Address of the API and of the student's page: make smoke TARGET=gcp URL=…"
  value       = google_cloudfunctions2_function.function[local.api].service_config[0].uri
}

output "public_api" {
  description = "Address of the API where everybody may call it, else nothing."
  value       = var.public_api ? google_cloudfunctions2_function.function[local.api].service_config[0].uri : ""
}
