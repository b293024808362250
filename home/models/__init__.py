"""Front page, standard pages, menu and footer."""

from .navigation import Footer, Menu, MenuItem
from .pages import HomePage, StandardPage

__all__ = ["Footer", "HomePage", "Menu", "MenuItem", "StandardPage"]
