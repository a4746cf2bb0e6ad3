// The table of captions that was sent for saving, kept in this tab until the stored captions change. When the session
// has ended, saving leads to the login and back to what is stored; then the table is taken from here.

const NAME = `captions ${location.pathname}`;

export function keep(version, table) {
    try {
        sessionStorage.setItem(NAME, JSON.stringify({ version, table }));
    } catch {
        // Without storage all is as the server says.
    }
}

// The table that was sent for this version and differs from the stored one, or null.
export function takeBack(version, stored) {
    try {
        const kept = JSON.parse(sessionStorage.getItem(NAME));
        sessionStorage.removeItem(NAME);
        return kept?.version === version && kept.table !== JSON.stringify(stored) ? JSON.parse(kept.table) : null;
    } catch {
        return null;
    }
}
