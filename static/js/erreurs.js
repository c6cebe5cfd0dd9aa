// After a refused form: the focus goes to the summary of errors, as a reader's eye would.
document.querySelector("[data-resume-erreurs]")?.focus();
