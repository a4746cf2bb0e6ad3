// A page without a title takes that of the video that is chosen for it.

document.addEventListener('change', (event) => {
    if (event.target.id !== 'id_video' || !event.target.value) return;
    const title = document.getElementById('id_title');
    const chosen = event.target.closest('.chooser, [data-field]')?.querySelector('[data-chooser-title]');
    if (!title || title.value || !chosen) return;
    title.value = chosen.textContent.trim();
    for (const type of ['input', 'change']) title.dispatchEvent(new Event(type, { bubbles: true }));
});
