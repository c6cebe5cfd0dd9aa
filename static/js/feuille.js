// The paper sheet with the keyboard alone: arrows move from box to box, Entrée ticks and goes down. Espace ticks, as anywhere.
const table = document.querySelector("[data-feuille] table");

function cases() {
  return [...table.tBodies[0].rows].map((ligne) => [...ligne.querySelectorAll("input[type=checkbox]")]).filter((ligne) => ligne.length);
}

function aller(l, c) {
  const ligne = cases()[l];
  if (!ligne) return;
  const cible = ligne[Math.min(c, ligne.length - 1)];
  cible?.focus();
  cible?.closest("tr").scrollIntoView({ block: "nearest" });
}

const PAS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] };

table?.addEventListener("keydown", (e) => {
  const pas = PAS[e.key];
  if (!pas || e.target.type !== "checkbox" || e.ctrlKey || e.metaKey || e.altKey) return;
  const lignes = cases();
  const l = lignes.findIndex((ligne) => ligne.includes(e.target));
  const c = lignes[l].indexOf(e.target);
  e.preventDefault();
  if (e.key === "Enter") e.target.click();
  if (c + pas[1] >= 0) aller(l + pas[0], c + pas[1]);
});
