"""Uploaded files: where they lie, who may fetch them, which kinds are taken, renditions of pictures."""
