// A page without a title takes that of the video that is chosen for it.

function takeTitle() {
    const title = document.getElementById('id_title');
    const chosen = document.getElementById('id_video-title');
    if (!title || title.value || !chosen) return;
    title.value = chosen.textContent.trim();
    for (const type of ['input', 'change']) title.dispatchEvent(new Event(type, { bubbles: true }));
}

document.addEventListener('change', (event) => {
    // The chooser announces the change before it writes the title.
    if (event.target.id === 'id_video' && event.target.value) setTimeout(takeTitle);
});
