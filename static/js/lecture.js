// Says how far a job is (data-lecture: its JSON), and goes to what it made once it is done (data-suite, when there is one).
// Without this script, the page's own link does.
const PAUSE = 1500;
const boite = document.querySelector("[data-lecture]");

const suivre = async () => {
  let etat;
  try {
    const reponse = await fetch(boite.dataset.lecture, { headers: { Accept: "application/json" } });
    etat = await reponse.json();
  } catch {
    return; // the link stays
  }
  const phrase = boite.querySelector("[data-phrase]");
  if (phrase.textContent !== etat.phrase) phrase.textContent = etat.phrase;
  const jauge = boite.querySelector("progress");
  jauge.value = etat.lus;
  if (!etat.fini) setTimeout(suivre, PAUSE);
  else if (boite.dataset.suite) location.assign(boite.dataset.suite);
};

if (boite) setTimeout(suivre, PAUSE);
