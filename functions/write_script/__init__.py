"""Write: passages become a script."""
