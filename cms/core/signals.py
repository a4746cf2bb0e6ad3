"""Signals by which the roof reaches the rooms and the rooms the roof, without importing each other."""

from django.dispatch import Signal

# Sent once a minute by `manage.py tick` with `now` (aware datetime), after schedule and expiry. Receivers
# do their own due work; an error of one is logged and stops no other.
tick = Signal()

# Sent by `manage.py tick` when a scheduled revision could not be published, with `revision` and `error`;
# the sender is the model. The revision stays scheduled unless a receiver takes it off.
scheduled_publication_failed = Signal()

# For changes of public content that save no model (`QuerySet.update()`, `bulk_create()`, a file replaced):
# whoever makes one sends this and cached pages are forgotten after the commit. The sender is the model, if any;
# the roof knows of which models pages show nothing.
content_changed = Signal()
