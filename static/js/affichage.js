// The page and its window. « Affichage : clair, sombre, automatique » : shows the footer’s choice, which needs JavaScript, and keeps it.
const groupe = document.querySelector("[data-affichage]");

function lire() {
  return document.documentElement.dataset.theme ?? "automatique";
}

function garder(choix) {
  if (choix === "automatique") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choix;
  try {
    if (choix === "automatique") localStorage.removeItem("affichage");
    else localStorage.setItem("affichage", choix);
  } catch { /* storage refused: the choice holds for this page */ }
}

if (groupe) {
  for (const bouton of groupe.querySelectorAll("input")) bouton.checked = bouton.value === lire();
  groupe.addEventListener("change", (evenement) => garder(evenement.target.value));
  groupe.hidden = false;
}

// Signed out: the lists of émargement kept for a room without network leave this device; what was not sent waits for the login only.
if (document.querySelector(".tete a.acces")) {
  globalThis.caches?.keys().then((noms) => noms.filter((nom) => nom.startsWith("emargement-")).forEach((nom) => caches.delete(nom)));
  try {
    const restes = Object.keys(localStorage).filter((cle) => cle.startsWith("emargement:"));
    if (location.pathname !== "/connexion/") restes.forEach((cle) => localStorage.removeItem(cle));
  } catch { /* storage refused: nothing was kept */ }
}

// The column beside a long page follows its reader where it is wholly seen: a longer one would keep its foot under the window.
const colonne = document.querySelector(".colle");
const suivre = () => colonne.classList.toggle("tient", colonne.offsetHeight + 48 < innerHeight);

if (colonne) {
  new ResizeObserver(suivre).observe(colonne);
  addEventListener("resize", suivre);
}
