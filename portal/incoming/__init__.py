"""What is sent to the portal and cannot be read, or is sent too often: refused before anything is made of it."""
