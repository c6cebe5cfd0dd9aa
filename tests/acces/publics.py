"""The kinds of readers of DESIGN §2, and what each reads, written again by hand: every test of rights asks these tables."""

#: Key, words, in the order of the screen.
LECTEURS = {
    "visiteur": "visiteur·euse",
    "en_attente": "compte en attente",
    "suspendu": "compte suspendu",
    "financeur": "financeur",
    "public-elargi": "public élargi",
    "invitee": "invitée d’un groupe jusqu’à demain",
    "ville": "politique de la ville",
    "pays": "Pays",
    "agglo": "agglomération",
    "referents": "référent·es",
    "membre": "membre du groupe",
    "autrice": "autrice",
    "animatrice": "animatrice",
    "administration": "administration",
}
#: Nobody is signed in: a suspended or pending account is a visitor.
SANS_COMPTE = frozenset({"visiteur", "en_attente", "suspendu"})
AVEC_COMPTE = frozenset(LECTEURS) - SANS_COMPTE
EQUIPE = frozenset({"animatrice", "administration"})
TECHNICIENS = frozenset({"ville", "pays", "agglo", "referents", "membre", "autrice"})
#: Espace: who reads it. « autrice » is of the catégorie ville, « membre » of agglo and of the groupe « atelier ».
LISENT = {
    "ouvert": frozenset(LECTEURS),
    "public-elargi": TECHNICIENS | EQUIPE | {"public-elargi", "invitee"},
    "reseau": TECHNICIENS | EQUIPE,
    "ville": EQUIPE | {"ville", "autrice"},
    "pays": EQUIPE | {"pays"},
    "atelier": EQUIPE | {"membre", "invitee"},
    "equipe": EQUIPE,
}
#: Who writes, in each restricted espace of the tests.
ECRIVENT = {
    "public-elargi": "autrice",
    "reseau": "autrice",
    "ville": "autrice",
    "pays": "pays",
    "atelier": "membre",
    "equipe": "animatrice",
}
