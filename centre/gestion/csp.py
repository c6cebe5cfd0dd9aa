"""Wagtail's admin under the strict policy: what it writes as inline script is emitted as data, read by static/js/gestion-csp.js.

The templates of templates/wagtailadmin/ replace the other inline scripts; this module replaces the one written in Python.
Written against Wagtail 7.4: tests/gestion/test_csp.py fails when upstream changes the method, and measures a real browser.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser

#: The method replaced: its source is compared with the one this module was written against.
ORIGINE = BaseChooser.render


def rendre(self: BaseChooser, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
    """``BaseChooser.render`` with its script as a hidden span of data.

    Raises TypeError without an id in ``attrs``, as upstream does.
    """
    if not attrs or "id" not in attrs:
        raise TypeError("BaseChooser cannot be rendered without an 'id' attribute")
    valeur = self.get_value_data(value)
    options = self.get_js_init_options(attrs["id"], name, valeur)
    return format_html(
        '{}<span hidden data-gestion-init="choix" data-constructeur="{}" data-cible="{}" data-options="{}"></span>',
        self.render_html(name, valeur, attrs), self.js_constructor, attrs["id"], json.dumps(options),
    )  # fmt: skip


def remplacer_le_script_des_choix() -> None:
    """Put the replacement in place, at start-up."""
    BaseChooser.render = rendre
