"""What publications bring to the registries."""

from centre.courriels.enums import Genre, declarer

declarer(Genre("commentaire", "Un commentaire sur un de vos textes"))
declarer(Genre("relecture", "Une demande de relecture", sensible=True, essentiel=True))
