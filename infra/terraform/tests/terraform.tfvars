project     = "school-lessons"
environment = "dev"
bundle      = "versions.tf" # any file stands for a bundle
