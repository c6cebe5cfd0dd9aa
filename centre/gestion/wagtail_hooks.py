"""The Wagtail back-office as the team sees it: pages and redirections, no other screen, no inline script."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

#: What stays in the side menu; images and documents are not used by pages, members are managed by our own screens.
MENU = {"ma-journee", "explorer", "redirects"}


@hooks.register("insert_global_admin_js")
def script_sous_politique_stricte() -> SafeString:
    """The module that starts the widgets whose inline script is now data."""
    return format_html('<script type="module" src="{}"></script>', static("js/gestion-csp.js"))


@hooks.register("register_admin_menu_item")
def retour() -> MenuItem:
    """Back to Ma journée."""
    return MenuItem("Ma journée", reverse("gestion_accueil"), name="ma-journee", icon_name="home", order=0)


@hooks.register("register_admin_menu_item")
def redirections() -> MenuItem:
    """The only one of Wagtail's settings the team uses."""
    return MenuItem("Redirections", reverse("wagtailredirects:index"), name="redirects", icon_name="redirect", order=200)


@hooks.register("construct_main_menu")
def alleger(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out every entry that leads to a screen of no use here (images, documents, reports, users, help…)."""
    menu_items[:] = [entree for entree in menu_items if entree.name in MENU]
