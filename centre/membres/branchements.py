"""What members bring to the registries."""
