// The player of pages and embeds: a layer of controls over the browser's own player, which stays where no script runs.
//
// The markup with all its words comes from the template (`media/parts/player_controls.html`); this file wakes it:
// play, seek, sound, full screen, keys, where the film begins and ends. Other files add their part with
// `lernvideo.add(player => …)`. Classic scripts without modules, cookie or needed storage: they run in a frame with
// `sandbox="allow-scripts"`. Positions are custom properties, because the policy refuses style attributes.
window.lernvideo ??= (() => {
  const STORE = "lernvideo";
  const IDLE_AFTER = 3000; // milliseconds without a movement of the pointer
  const STEP = 5, LEAP = 10; // seconds of the arrow keys, and of J and L
  const parts = [], players = [];

  // --- Words and memory ----------------------------------------------------------------------

  function clock(moment) {
    const whole = Math.floor(moment);
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
  }

  // “1 Minute 5 Sekunden” in the language of the page; the browser knows the plurals.
  function spoken(moment) {
    const whole = Math.floor(moment);
    const amounts = { hour: Math.floor(whole / 3600), minute: Math.floor(whole / 60) % 60, second: whole % 60 };
    const said = Object.entries(amounts).filter(([unit, amount]) => amount || (unit === "second" && whole === 0));
    return said
      .map(([unit, amount]) => amount.toLocaleString(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" }))
      .join(" ");
  }

  // Storage may be blocked; then a choice lasts as long as the page.
  function recall() {
    try {
      return Object(JSON.parse(localStorage.getItem(STORE)));
    } catch {
      return {};
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(STORE, JSON.stringify({ ...recall(), [name]: value }));
    } catch {}
  }

  // Seconds of `90`, `1:30`, `npt:1:02:03`, `1m30s`; NaN for what is no time.
  function seconds(text = "") {
    const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(text);
    if (text && units) return Number(units[1] ?? 0) * 3600 + Number(units[2] ?? 0) * 60 + Number(units[3] ?? 0);
    if (!/^(npt:)?[\d:.]+$/.test(text)) return NaN;
    return text.replace("npt:", "").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  }

  // Start and end in a media fragment: `#t=90`, `#t=90,120`, `#t=,120`.
  function fragment() {
    const [start, end] = (/(?:^#|&)t=([^&]*)/.exec(location.hash)?.[1] ?? "").split(",");
    return { start: seconds(start) || 0, end: seconds(end) || 0 };
  }

  // --- One player ----------------------------------------------------------------------------

  function connect(root) {
    const film = root.querySelector("video");
    const settings = JSON.parse(root.dataset.player);
    const one = (selector) => root.querySelector(selector);
    const all = (selector) => [...root.querySelectorAll(selector)];
    const seekBar = one(".player-seek"), line = one(".player-line"), status = one(".player-told"), volume = one(".player-volume");
    const length = () => (Number.isFinite(film.duration) ? film.duration : settings.duration);
    const player = { root, film, settings, one, all, length, seek, tell, toggle, actions: {}, keys: {}, closePanel: () => false, lift() {} };

    function tell(words, value) {
      status.textContent = words.replace("{value}", value);
    }

    function seek(moment) {
      const target = Math.max(0, Math.min(moment, length() || moment));
      // Before the film is known the moment waits; asking for one makes it known.
      if (film.readyState) film.currentTime = target;
      else {
        film.addEventListener("loadedmetadata", () => (film.currentTime = target), { once: true });
        film.preload = "metadata";
      }
      show(target, true);
    }

    function toggle() {
      if (film.paused) film.play().catch(() => {});
      else film.pause();
    }

    // A button with two sayings: it says what it does next.
    function turn(button, isOn) {
      if (!button || button.classList.contains("is-on") === isOn) return;
      button.classList.toggle("is-on", isOn);
      const { other } = button.dataset;
      button.dataset.other = button.getAttribute("aria-label");
      button.setAttribute("aria-label", other);
    }

    function show(now = film.currentTime, isAsked = false) {
      line.style.setProperty("--at", length() ? now / length() : 0);
      one("[data-show=now]").textContent = clock(now);
      // While the film runs, the focused bar stays silent, else screen readers talk over the film.
      if (!isAsked && !film.paused && seekBar.matches(":focus-visible")) return;
      seekBar.value = now;
      const { pattern } = seekBar.dataset;
      seekBar.setAttribute("aria-valuetext", pattern.replace("{now}", spoken(now)).replace("{total}", spoken(length())));
    }

    function showLength() {
      // Phones without full screen for elements have it for a film, once they know the film.
      one("[data-do=screen]").hidden = !(document.fullscreenEnabled || film.webkitSupportsFullscreen);
      seekBar.max = length();
      one("[data-show=total]").textContent = clock(length());
      show();
    }

    function showSound() {
      turn(one("[data-do=mute]"), film.muted || !film.volume);
      volume.value = film.muted ? 0 : film.volume * 100;
      volume.style.setProperty("--at", volume.value / 100);
    }

    function setVolume(value) {
      film.volume = Math.max(0, Math.min(1, value));
      film.muted = value <= 0;
    }

    // Some phones and tablets leave the volume to their own keys.
    function hasVolume() {
      const { volume: before } = film;
      film.volume = 0.5;
      const isTaken = film.volume === 0.5;
      film.volume = before;
      return isTaken;
    }

    // --- Full screen, small window, what hides itself ----------------------------------------

    const isFull = () => document.fullscreenElement === root;
    let idle = 0;

    function setIdle(isIdle) {
      if (root.classList.contains("is-idle") === isIdle) return;
      root.classList.toggle("is-idle", isIdle);
      player.lift();
    }

    function stir() {
      setIdle(false);
      clearTimeout(idle);
      idle = setTimeout(rest, IDLE_AFTER);
    }

    // Controls hide only over a running film, never from the keyboard and never with an open panel.
    function rest() {
      if (film.paused || one(":focus-visible") || one(".player-panel:not([hidden]), [data-do=more][aria-expanded=true]")) return;
      setIdle(true);
    }

    Object.assign(player.actions, {
      play: toggle,
      mute() {
        if (film.muted || film.volume) film.muted = !film.muted;
        else setVolume(0.5);
      },
      screen() {
        if (isFull()) document.exitFullscreen();
        else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
        else film.webkitEnterFullscreen();
      },
      window() {
        if (document.pictureInPictureElement) document.exitPictureInPicture();
        else film.requestPictureInPicture().catch(() => {});
      },
      seek: (button) => seek(Number(button.dataset.seek)),
      retry() {
        const moment = film.currentTime;
        film.load();
        if (moment) seek(moment);
        toggle();
      },
    });

    // --- Keys: only those pressed inside the player ------------------------------------------

    const louder = (change) => {
      if (volume.hidden) return;
      setVolume((film.muted ? 0 : film.volume) + change);
      tell(status.dataset.volume, `${Math.round(film.volume * 100)} %`);
    };
    Object.assign(player.keys, {
      k: toggle,
      " ": toggle,
      ArrowLeft: () => seek(film.currentTime - STEP),
      ArrowRight: () => seek(film.currentTime + STEP),
      j: () => seek(film.currentTime - LEAP),
      l: () => seek(film.currentTime + LEAP),
      Home: () => seek(0),
      End: () => seek(length()),
      ArrowUp: () => louder(0.1),
      ArrowDown: () => louder(-0.1),
      m() {
        player.actions.mute();
        tell(film.muted ? status.dataset.muted : status.dataset.unmuted);
      },
      f: () => one("[data-do=screen]").hidden || player.actions.screen(),
    });
    for (let tenth = 0; tenth < 10; tenth += 1) player.keys[tenth] = () => seek((length() * tenth) / 10);

    function press(event) {
      const { key, target } = event;
      stir();
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // The bar may have stayed silent for a while; the browser's own steps begin where the film is.
      if (target === seekBar) seekBar.value = film.currentTime;
      if (key === "Escape") {
        if (player.closePanel()) event.stopPropagation();
        return;
      }
      const isOwnKey = key.startsWith("Arrow") || key === "Home" || key === "End";
      if (isOwnKey && (target === volume || target.type === "radio")) return;
      if (key === " " && target.matches("button, a, [type=radio]")) return;
      const action = player.keys[key.length === 1 ? key.toLowerCase() : key];
      if (!action) return;
      event.preventDefault();
      action();
    }

    // --- Where it begins and ends ------------------------------------------------------------

    function keepTo({ start, end }) {
      if (start) seek(start);
      let isOver = end <= start;
      film.addEventListener("timeupdate", () => {
        if (isOver || film.currentTime < end) return;
        if (film.loop) {
          film.currentTime = start;
          film.play().catch(() => {});
        } else {
          isOver = true;
          // Who went past the end on purpose wants to see more.
          if (film.currentTime < end + 1) film.pause();
        }
      });
    }

    function followAddress() {
      const inAddress = fragment();
      keepTo({ start: settings.start || inAddress.start, end: settings.end ?? inAddress.end });
      addEventListener("hashchange", () => location.hash.includes("t=") && seek(fragment().start));
    }

    // --- Waking it ---------------------------------------------------------------------------

    function fail(event) {
      const isLost = event.target === film || film.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;
      if (event.target.localName === "track" || !isLost) return;
      one(".player-error").hidden = false;
      showPlaying();
    }

    function showPlaying() {
      turn(one("[data-do=play]"), !film.paused);
      root.classList.toggle("is-playing", !film.paused);
      stir();
    }

    // The film began to load with the page: it may run, or have failed, before this file is there.
    function catchUp() {
      if (film.autoplay && matchMedia("(prefers-reduced-motion: reduce)").matches) {
        film.autoplay = false;
        film.pause();
      }
      one(".player-error").hidden = !film.error && film.networkState !== HTMLMediaElement.NETWORK_NO_SOURCE;
      root.classList.toggle("has-begun", film.played.length > 0);
      showPlaying();
    }

    function listen() {
      root.addEventListener("click", (event) => {
        const button = event.target.closest("[data-do]");
        if (button) player.actions[button.dataset.do]?.(button);
      });
      root.addEventListener("keydown", press);
      for (const stirring of ["pointermove", "focusin"]) root.addEventListener(stirring, stir);
      root.addEventListener("pointerleave", () => rest());
      let wasIdle = false;
      film.addEventListener("pointerdown", () => (wasIdle = root.classList.contains("is-idle")));
      film.addEventListener("click", (event) => {
        // A finger first brings the controls back.
        if (event.pointerType === "touch" && wasIdle) stir();
        else if (!player.closePanel()) toggle();
      });
      film.addEventListener("dblclick", () => player.keys.f());
      seekBar.addEventListener("input", () => seek(Number(seekBar.value)));
      seekBar.addEventListener("focus", () => show(film.currentTime, true));
      volume.addEventListener("input", () => setVolume(volume.value / 100));
      film.addEventListener("timeupdate", () => show());
      film.addEventListener("seeked", () => show(film.currentTime, true));
      film.addEventListener("durationchange", showLength);
      film.addEventListener("volumechange", showSound);
      film.addEventListener("playing", () => root.classList.add("has-begun"));
      for (const change of ["play", "pause", "ended"]) film.addEventListener(change, showPlaying);
      document.addEventListener("fullscreenchange", () => {
        root.classList.toggle("is-full", isFull());
        turn(one("[data-do=screen]"), isFull());
        player.lift();
      });
      film.addEventListener("loadstart", () => (one(".player-error").hidden = true));
      root.addEventListener("error", fail, true);
    }

    listen();
    catchUp();
    for (const part of parts) part(player);
    one("[data-do=window]").hidden = !document.pictureInPictureEnabled;
    volume.hidden = !hasVolume();
    if (settings.follows) followAddress();
    showLength();
    showSound();
    film.controls = false;
    film.tabIndex = -1; // a click on the picture gives the player the keys
    root.classList.add("is-awake");
    players.push(player);
    return player;
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-player]").forEach(connect));

  // A script that a page brings twice adds its part once.
  const names = new Set();
  const add = (name, part) => names.has(name) || (names.add(name) && parts.push(part));

  return { add, players, clock, recall, remember };
})();
