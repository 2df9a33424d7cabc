"""Building what is deployed: one flat source bundle a function."""
