"""What was deployed and verified, kept so that it can be deployed again."""
