"""Views shared by every type of publication; each feature mounts them with its own model."""
