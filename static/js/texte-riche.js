// Before the editor starts: gives it the HTML in place of the plain text printed for browsers without JavaScript.
for (const bloc of document.querySelectorAll("[data-texte-riche]")) {
  const champ = bloc.querySelector("textarea");
  const [format, origine] = bloc.querySelectorAll("input[type=hidden]");
  format.value = "html";
  champ.value = origine.value;
  // The editable area has no label of its own: give it the field's.
  bloc.addEventListener("prose-editor:ready", () => {
    const zone = bloc.querySelector(".ProseMirror");
    const libelle = document.querySelector(`label[for="${champ.id}"]`);
    zone.setAttribute("aria-label", libelle ? libelle.textContent.trim() : "Texte");
    zone.setAttribute("role", "textbox");
    zone.setAttribute("aria-multiline", "true");
  });
}
