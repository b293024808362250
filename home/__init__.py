"""Front page, standard pages, navigation, and the demonstration."""
