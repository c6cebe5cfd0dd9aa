// Runs before the first paint: applies the reader's own choice of display, kept on this device only.
try {
  const choix = localStorage.getItem("affichage");
  if (choix === "clair" || choix === "sombre") document.documentElement.dataset.theme = choix;
} catch { /* storage refused: the system decides */ }
