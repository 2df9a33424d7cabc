"""What Vividly takes: time, memory, disk and money, measured or, where that cannot be, simulated."""
