"""The video library in the admin: list, upload, edit form with live state, and the chooser."""
