"""Wait for something in a page that forbids `eval`, which Playwright's own `wait_for_function` needs."""

WAIT = """async () => {
    const patience = performance.now() + 30_000;
    while (!(CONDITION)) {
        if (performance.now() > patience) throw new Error(`never came true: CONDITION`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}"""


def wait_until(frame, condition):
    """Return as soon as the JavaScript expression is true in the page or frame; fail after 30 seconds."""
    frame.evaluate(WAIT.replace("CONDITION", condition))
