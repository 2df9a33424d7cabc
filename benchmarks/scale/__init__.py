"""Many lessons a day, simulated: from what each stage takes on one machine, and from Google's published limits."""
