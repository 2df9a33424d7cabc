"""What documents say of the topology is written from the topology."""
