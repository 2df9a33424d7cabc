environment  = "dev"
public_api   = true
protect_data = false
