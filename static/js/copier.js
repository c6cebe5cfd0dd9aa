// Adds « Copier » beside each field marked data-copier; without it, the address is selected and copied by hand.
for (const champ of document.querySelectorAll("input[data-copier]")) {
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "bouton second";
  bouton.textContent = "Copier";
  const dit = document.createElement("span");
  dit.setAttribute("role", "status");
  dit.className = "petit";
  bouton.addEventListener("click", async () => {
    champ.select();
    try {
      await navigator.clipboard.writeText(champ.value);
      dit.textContent = " Adresse copiée.";
    } catch {
      dit.textContent = " L’adresse est sélectionnée : copiez-la avec le menu de votre appareil.";
    }
  });
  const ligne = document.createElement("p");
  ligne.className = "boutons";
  ligne.append(bouton, dit);
  champ.closest(".champ").after(ligne);
}
