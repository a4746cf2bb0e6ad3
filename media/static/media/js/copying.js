// Brings the buttons of the panel "Use in lessons": copy a code, copy a link to the present moment.

const panel = document.querySelector("[data-copying]");
const film = document.querySelector("[data-watch] video");

function clock(moment) {
  const whole = Math.floor(moment);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

function tell(sentence) {
  panel.querySelector("[role=status]").textContent = sentence;
}

function select(source) {
  source.closest("details")?.setAttribute("open", "");
  if (source.select) source.select();
  else getSelection().selectAllChildren(source);
}

async function copy(text, source) {
  const { copied, notCopied } = panel.querySelector("[role=status]").dataset;
  tell("");
  try {
    await navigator.clipboard.writeText(text);
    tell(copied);
  } catch {
    if (source) select(source);
    tell(source ? notCopied : text);
  }
}

function connectCopying(button) {
  const source = document.getElementById(button.dataset.copy);
  button.addEventListener("click", () => copy(source.value ?? source.textContent, source));
  button.hidden = false;
}

function connectSharing(button) {
  const moment = () => Math.floor(film.currentTime);
  const label = () => (button.textContent = `${button.dataset.shareLabel} ${clock(moment())}`);
  button.addEventListener("click", () => {
    const start = moment();
    copy(start ? `${button.dataset.share}?t=${start}` : button.dataset.share, null);
  });
  film.addEventListener("timeupdate", label);
  film.addEventListener("seeked", label);
  label();
  button.hidden = false;
}

if (panel) {
  for (const button of panel.querySelectorAll("[data-copy]")) connectCopying(button);
  for (const button of panel.querySelectorAll("[data-share]")) if (film) connectSharing(button);
}
