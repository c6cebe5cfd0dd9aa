// Where the focus is. After a refused form it goes to the summary of errors, as a reader's eye would.
document.querySelector("form[method=post] [data-resume-erreurs]")?.focus();

// A browser is content with the first line of a text box at the foot of the window: whoever comes by keyboard sees the whole box.
document.addEventListener("keyup", (evenement) => {
  if (evenement.key === "Tab") document.activeElement.scrollIntoView({ block: "nearest" });
});
