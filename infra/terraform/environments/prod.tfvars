# Students' browsers reach the API, which asks each of them who they are and how much they have asked already.
environment = "prod"
public_api  = true
