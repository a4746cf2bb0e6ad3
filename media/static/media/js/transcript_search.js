// Finds words in the transcript, also across the end of a line: hits are marked and counted, next and previous lead
// through them, and the film starts where the words are spoken. Without script the browser's own search does.

const form = document.querySelector("[data-transcript-search]");
const transcript = document.querySelector("[data-transcript]");

function start() {
  const field = form.querySelector("input"), status = form.querySelector("[role=status]");
  const steps = form.querySelectorAll("[data-step], [data-from-here]");
  const LEAST = 2; // letters; a single one is everywhere
  let hits = [], current = -1;

  function clear() {
    for (const mark of transcript.querySelectorAll("mark")) {
      const cue = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      cue.normalize();
    }
    hits = [];
    current = -1;
  }

  // The words of a paragraph as one text, with the place at which each line begins in it.
  function textOf(paragraph) {
    let text = "";
    const lines = [...paragraph.querySelectorAll(".cue")].map((cue) => {
      const begin = text.length;
      text += `${cue.textContent.replace(/\s/g, " ")} `;
      return { cue, begin, end: text.length - 1 };
    });
    return { text, lines };
  }

  function wrap(cue, from, to) {
    const range = document.createRange();
    // Hits are wrapped from the last to the first, so what is before them is one text still.
    const text = cue.firstChild;
    range.setStart(text, from);
    range.setEnd(text, to);
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    return mark;
  }

  function searchIn(paragraph, words) {
    const { text, lines } = textOf(paragraph);
    const small = text.toLocaleLowerCase();
    const found = [];
    for (let at = small.indexOf(words); at >= 0; at = small.indexOf(words, at + words.length)) found.push(at);
    return found
      .reverse()
      .map((at) => {
        const parts = lines.filter(({ begin, end }) => at < end && at + words.length > begin);
        const marks = parts.map(({ cue, begin, end }) => wrap(cue, Math.max(at, begin) - begin, Math.min(at + words.length, end) - begin));
        return { marks };
      })
      .reverse();
  }

  function show() {
    hits.forEach(({ marks }, number) => marks.forEach((mark) => mark.classList.toggle("is-current", number === current)));
    const { pattern, none } = status.dataset;
    const isAsked = field.value.trim().length >= LEAST;
    status.textContent = hits.length ? pattern.replace("{now}", current + 1).replace("{total}", hits.length) : isAsked ? none : "";
    for (const button of steps) button.disabled = !hits.length;
  }

  function go(step) {
    if (!hits.length) return;
    current = (current + step + hits.length) % hits.length;
    show();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    hits[current].marks[0].scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  function search() {
    clear();
    const words = field.value.trim().toLocaleLowerCase().replace(/\s+/g, " ");
    if (words.length >= LEAST) hits = [...transcript.children].flatMap((paragraph) => searchIn(paragraph, words));
    show();
    if (hits.length) go(1);
  }

  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      field.value = "";
      search();
    }
  });
  for (const button of form.querySelectorAll("[data-step]")) button.addEventListener("click", () => go(Number(button.dataset.step)));
  const fromHere = form.querySelector("[data-from-here]");
  fromHere.addEventListener("click", () => hits[current].marks[0].click());
  form.hidden = false;
}

if (form && transcript) start();
