// What viewers choose in the player: captions and their size, speed, quality, other versions of the film; and the
// panels in which they choose. Captions, size, speed and quality are remembered in this browser.
lernvideo.add("choices", (player) => {
  const { root, film, settings, one, all, tell } = player;
  const { recall, remember } = lernvideo;
  const SMALL = 640; // pixels: below this width 480 lines look the same
  const SLOW = 3; // Mbit/s
  const USUAL_LINES = 720, FEW_LINES = 480;
  const status = one(".player-told");
  const memory = recall();
  const radios = (choice) => all(`[data-choice=${choice}]`);
  const tick = (choice, value) => radios(choice).forEach((radio) => (radio.checked = radio.value === String(value)));

  // --- Panels --------------------------------------------------------------------------------

  const more = one("[data-do=more]");
  const isOpen = (button) => button.getAttribute("aria-expanded") === "true";
  const panelOf = (button) => button.nextElementSibling;

  function close(button, takesFocus) {
    button.setAttribute("aria-expanded", false);
    if (button !== more) panelOf(button).hidden = true;
    if (takesFocus) button.focus();
  }

  function open(button) {
    all("[data-opens]").filter(isOpen).forEach((other) => close(other));
    button.setAttribute("aria-expanded", true);
    const panel = panelOf(button);
    panel.hidden = false;
    panel.scrollTop = 0;
    (panel.querySelector(":checked, [data-seek]") ?? panel).focus({ preventScroll: true });
  }

  // Close the innermost one that is open; say whether there was one.
  player.closePanel = () => {
    const button = all("[data-opens]").find(isOpen) ?? (isOpen(more) ? more : null);
    if (button) close(button, root.contains(document.activeElement));
    return Boolean(button);
  };

  player.actions.more = (button) => {
    const isShown = !isOpen(button);
    all("[data-opens]").filter(isOpen).forEach((other) => close(other));
    button.setAttribute("aria-expanded", isShown);
    if (isShown) button.nextElementSibling.querySelector("button").focus();
  };

  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-opens]");
    if (button) return isOpen(button) ? close(button) : open(button);
    const panel = target.closest(".player-panel");
    // Who went to a chapter is done; choices stay open for the next one.
    if (panel && target.closest("[data-do]")) setTimeout(() => close(panel.previousElementSibling, true));
  });
  document.addEventListener("click", ({ target }) => {
    if (!root.contains(target)) all("[data-opens], [data-do=more]").filter(isOpen).forEach((button) => close(button));
  });

  // Who leaves a panel by Tab leaves it behind.
  root.addEventListener("focusout", ({ target, relatedTarget }) => {
    const panel = target.closest(".player-panel");
    if (panel && relatedTarget && !panel.parentElement.contains(relatedTarget)) close(panel.previousElementSibling);
  });

  // --- Captions ------------------------------------------------------------------------------

  const tracks = [...film.querySelectorAll("track")];
  const readAlong = tracks.filter((track) => track.kind !== "descriptions");
  const pathOf = (track) => track.getAttribute("src");
  let shown = readAlong.find((track) => track.default) ?? null;
  let latest = shown ?? readAlong[0];

  function showCaptions(track) {
    shown = track;
    latest = track ?? latest;
    for (const other of readAlong) other.track.mode = other === track ? "showing" : "disabled";
    tick("captions", track ? pathOf(track) : "off");
    one("[data-lit=captions]")?.classList.toggle("is-lit", Boolean(track));
    lift();
  }

  function chooseCaptions(track) {
    showCaptions(track);
    remember("captions", track ? track.srclang : "off");
  }

  player.captions = (language) => {
    const track = readAlong.find(({ srclang }) => srclang === language);
    if (track || language === "off") showCaptions(track ?? null);
  };

  player.keys.c = () => {
    if (!latest) return;
    chooseCaptions(shown ? null : latest);
    tell(shown ? status.dataset.captionsOn : status.dataset.captionsOff);
  };

  function enlarge(size) {
    root.dataset.letters = size;
    tick("size", size);
  }

  // Where the controls lie on the picture, captions make room for them.
  function lift() {
    const bar = one(".player-bar");
    const lies = getComputedStyle(bar).position === "absolute" && !root.classList.contains("is-idle");
    const rows = lies ? Math.ceil(bar.offsetHeight / (film.clientHeight * 0.06 || 20)) : 0;
    for (const cue of shown?.track.cues ?? []) cue.line = rows ? -(rows + cue.text.split("\n").length) : "auto";
  }
  player.lift = lift;
  for (const track of readAlong) track.addEventListener("load", lift);

  // Descriptions as text: the device speaks them, or a screen reader where it has no voice.
  const descriptions = tracks.find((track) => track.kind === "descriptions");

  function describe() {
    for (const cue of descriptions.track.activeCues) {
      const text = cue.getCueAsHTML().textContent;
      if (!window.speechSynthesis?.getVoices().length) tell(text);
      else speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(text), { lang: descriptions.srclang }));
    }
  }

  const hush = () => window.speechSynthesis?.cancel();
  if (descriptions) film.addEventListener("seeking", hush);

  player.actions.describe = (button) => {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", isOn);
    descriptions.track.mode = isOn ? "hidden" : "disabled";
    descriptions.track.oncuechange = isOn ? describe : null;
    hush();
    // Some browsers name their voices only to those who have asked before.
    window.speechSynthesis?.getVoices();
  };

  // --- Speed ---------------------------------------------------------------------------------

  const speeds = radios("speed").map((radio) => Number(radio.value));

  function showChoice(choice, words) {
    const button = one(`[data-show-choice=${choice}]`);
    if (!button) return;
    button.firstElementChild.textContent = words;
    button.setAttribute("aria-label", button.dataset.words.replace("{value}", words));
  }

  function run(speed) {
    film.defaultPlaybackRate = film.playbackRate = speed;
    tick("speed", speed);
    showChoice("speed", `${speed.toLocaleString(document.documentElement.lang)}×`);
  }

  function changeSpeed(by) {
    const speed = speeds[speeds.indexOf(film.playbackRate) + by];
    if (!speed) return;
    run(speed);
    remember("speed", speed);
    tell(status.dataset.speed, speed.toLocaleString(document.documentElement.lang));
  }
  player.keys["<"] = () => changeSpeed(-1);
  player.keys[">"] = () => changeSpeed(1);

  // --- Quality and versions ------------------------------------------------------------------

  let version = "", wish = Number(memory.quality) || 0;

  function usualLines() {
    const { saveData, downlink } = navigator.connection ?? {};
    return saveData || downlink < SLOW || root.clientWidth < SMALL ? FEW_LINES : USUAL_LINES;
  }

  // The largest file up to the wish, or the smallest there is.
  function fitting() {
    const films = settings.versions[version];
    return films.findLast(({ lines }) => lines <= (wish || usualLines())) ?? films[0];
  }

  // Another file goes on at the same second, running or standing as before.
  function load() {
    const file = fitting();
    if (!file) return;
    tick("quality", file.lines);
    showChoice("quality", `${file.lines}p`);
    const address = new URL(file.url, document.baseURI).href;
    if (film.currentSrc.split("#")[0] === address) return;
    // What began once by itself goes on as it stands.
    if (film.played.length) film.autoplay = false;
    const { currentTime, paused, autoplay } = film;
    film.src = file.url;
    film.addEventListener(
      "loadedmetadata",
      () => {
        if (currentTime) film.currentTime = currentTime;
        showCaptions(shown);
        if (!paused && !autoplay) film.play().catch(() => {});
      },
      { once: true },
    );
  }

  player.actions.version = (button) => {
    const kind = button.dataset.version;
    version = version === kind ? "" : kind;
    for (const other of all("[data-version]")) other.setAttribute("aria-pressed", other.dataset.version === version);
    load();
  };

  // --- Choosing ------------------------------------------------------------------------------

  const choose = {
    captions: (value) => chooseCaptions(readAlong.find((track) => pathOf(track) === value) ?? null),
    size: (value) => enlarge(value) ?? remember("size", value),
    speed: (value) => run(Number(value)) ?? remember("speed", Number(value)),
    quality(value) {
      wish = Number(value);
      remember("quality", wish);
      load();
    },
  };
  root.addEventListener("change", ({ target }) => choose[target.dataset.choice]?.(target.value));

  // What the address asks for comes before what the browser remembers.
  showCaptions(shown);
  if (!settings.captions && memory.captions) player.captions(memory.captions);
  if (memory.size) enlarge(String(memory.size));
  run(speeds.includes(memory.speed) ? memory.speed : 1);
  load();
});
