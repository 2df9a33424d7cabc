"""Everything around the functions: the topology, the cloud, one machine, packaging."""
