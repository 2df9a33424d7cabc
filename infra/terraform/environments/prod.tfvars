# The API knows no users yet, and each question costs money: in front of it stands a load balancer with Identity-Aware
# Proxy, or a gateway, named in api_invokers.
environment        = "prod"
public_api         = false
monthly_budget_usd = 2000
