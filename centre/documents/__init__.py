"""Files the portal writes: tagged PDF (``pdf``), word-processor files (``bureautique``)."""
