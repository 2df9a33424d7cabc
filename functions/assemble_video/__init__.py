"""Join the scenes and the sound of a lesson into the files that a student gets."""
