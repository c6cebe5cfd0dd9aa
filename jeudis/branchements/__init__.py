"""What Jeudis bring to the registries: one module per trade, each filling them when imported."""

from . import lecture  # noqa: F401, I001  (the stages of the demonstration follow this order)
from . import inscription  # noqa: F401
from . import programme  # noqa: F401
from . import emargement  # noqa: F401
from . import agenda, besoins, evenements, passerelle, sondages  # noqa: F401
from . import comptes_rendus, dossiers  # noqa: F401
from . import chaine, gestes  # noqa: F401
