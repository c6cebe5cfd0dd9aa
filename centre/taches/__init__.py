"""The job queue's only door: declare a task, defer it, empty the queue in a test. Procrastinate is imported nowhere else.

An app declares its tasks in its module ``taches``, found at start-up; this app's own are in ``centre.taches.taches``.
"""

from .file import differer, periodique, preparer, tache
from .ouvrier import vider_la_file

__all__ = ["differer", "periodique", "preparer", "tache", "vider_la_file"]
