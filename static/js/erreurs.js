// After a refused form: the focus goes to the summary of errors, as a reader's eye would.
document.querySelector("form[method=post] [data-resume-erreurs]")?.focus();
