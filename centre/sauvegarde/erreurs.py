"""What can go wrong; each message is one French line for the person who typed the command."""


class ErreurDeSauvegarde(RuntimeError):
    """Base of every error of a backup or a restore: nothing was changed, unless the message says so."""


class ArchiveAbimee(ErreurDeSauvegarde):
    """The archive is truncated, altered, or is not one of ours."""


class VersionTropRecente(ErreurDeSauvegarde):
    """The archive comes from a newer code than this one."""


class BaseHabitee(ErreurDeSauvegarde):
    """The database already holds members, and nobody said to replace them."""


class SauvegardeAncienne(ErreurDeSauvegarde):
    """The last backup is too old."""
