"""Reading Jeudis, registering, writing them and their comptes rendus."""
