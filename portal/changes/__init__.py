"""What readers see has changed: known at once in every process, so that what was made of it is not shown any longer."""
