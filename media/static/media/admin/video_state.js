// Keeps the state of a video in its edit form up to date while it is being processed.

const INTERVAL = 2000; // milliseconds
const BUSY = new Set(['waiting', 'processing']);

function showProgress(section, progress) {
    const bar = section.querySelector('[data-video-progress]');
    const text = section.querySelector('[data-video-progress-text]');
    if (bar) bar.value = progress;
    if (text) text.textContent = `${progress} %`;
}

async function refresh(section) {
    const response = await fetch(section.dataset.videoStateUrl, { headers: { Accept: 'application/json' } });
    if (!response.ok) return;
    const answer = await response.json();
    if (answer.state !== section.dataset.videoState) {
        section.dataset.videoState = answer.state;
        section.innerHTML = answer.html;
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
