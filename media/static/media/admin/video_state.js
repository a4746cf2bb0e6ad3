// Keeps the state of a video in its edit form up to date while it is being processed.

const INTERVAL = 2000; // milliseconds
const BUSY = new Set(['waiting', 'processing']);
const news = document.querySelector('[data-video-news]');

function showProgress(section, progress) {
    const bar = section.querySelector('[data-video-progress]');
    const text = section.querySelector('[data-video-progress-text]');
    if (bar) bar.value = progress;
    if (text) text.textContent = `${progress} %`;
}

// What a section says of its state, sentence by sentence.
function said(section) {
    const parts = section.querySelectorAll('[data-video-said]');
    return [...parts].map((part) => part.textContent.replace(/\s+/g, ' ').trim());
}

const labelOf = (element) => element.textContent.replace(/\s+/g, ' ').trim();

// Whoever stands on a button of the section stands on the same one afterwards, or on the section.
function keepFocus(section, change) {
    const focused = section.contains(document.activeElement) && labelOf(document.activeElement);
    change();
    if (focused === false) return;
    const twin = [...section.querySelectorAll('a, button, summary')].find((one) => labelOf(one) === focused);
    section.tabIndex = -1;
    (twin ?? section).focus();
}

function draw(section, html) {
    const before = said(section);
    keepFocus(section, () => (section.innerHTML = html));
    news.textContent = said(section).filter((sentence) => !before.includes(sentence)).join(' ');
}

async function refresh(section) {
    const response = await fetch(section.dataset.videoStateUrl, { headers: { Accept: 'application/json' } });
    if (!response.ok) return;
    const answer = await response.json();
    const isWatched = [...section.querySelectorAll('video')].some((video) => !video.paused);
    if (answer.version !== section.dataset.videoVersion && !isWatched) {
        section.dataset.videoState = answer.state;
        section.dataset.videoVersion = answer.version;
        draw(section, answer.html);
    }
    showProgress(section, answer.progress);
}

async function follow(section) {
    while (BUSY.has(section.dataset.videoState)) {
        await new Promise((resolve) => setTimeout(resolve, INTERVAL));
        if (document.hidden) continue;
        try {
            await refresh(section);
        } catch {
            // No network for a moment: the next round asks again.
        }
    }
}

document.querySelectorAll('[data-video-state]').forEach(follow);
