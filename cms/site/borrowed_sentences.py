"""Sentences of django-allauth, Wagtail and Django that our catalogue says anew.

Their German says du to people to whom this site says Sie, or bends a sentence the wrong way. `makemessages`
collects the sentences here, and our catalogue comes before theirs. Only what the house shows is listed: no
registration, no social accounts. Each must be spelled as there.
"""

from django.utils.translation import gettext_noop, pgettext_lazy

LOGIN_LABEL = pgettext_lazy("field label", "Login")

ALLAUTH = [
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Please type your current password."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("You must type the same email each time."),
    gettext_noop("You cannot add more than %d email addresses."),
    gettext_noop("You cannot remove your primary email address."),
    gettext_noop("You cannot remove your primary email address (%(email)s)."),
    gettext_noop("Your primary email address must be verified."),
    gettext_noop("Do you really want to remove the selected email address?"),
    gettext_noop(
        "You currently do not have any email address set up. You should really add an email address so you can "
        "receive notifications, reset your password, etc."
    ),
    gettext_noop("Please Confirm Your Email Address"),
    gettext_noop(
        'Please confirm that <a href="mailto:%(email)s">%(email)s</a> is an email address for user '
        "%(user_display)s."
    ),
    gettext_noop(
        "This email confirmation link expired or is invalid. Please "
        '<a href="%(email_url)s">issue a new email confirmation request</a>.'
    ),
    gettext_noop("You have confirmed %(email)s."),
    gettext_noop("You are already logged in as %(user_display)s."),
    gettext_noop("Are you sure you want to sign out?"),
    gettext_noop("You have signed out."),
    gettext_noop(
        "Forgotten your password? Enter your email address below, and we'll send you an email allowing you "
        "to reset it."
    ),
    gettext_noop("Please contact us if you have any trouble resetting your password."),
    gettext_noop(
        "We have sent you an email. If you have not received it please check your spam folder. Otherwise "
        "contact us if you do not receive it in a few minutes."
    ),
    gettext_noop(
        "The password reset link was invalid, possibly because it has already been used.  Please request a "
        '<a href="%(passwd_reset_url)s">new password reset</a>.'
    ),
    gettext_noop("Your password is now changed."),
    gettext_noop("Your password has been changed."),
    gettext_noop(
        "You're receiving this email because you or someone else has requested a password reset for your user "
        "account.\nIt can be safely ignored if you did not request a password reset. Click the link below to "
        "reset your password."
    ),
    gettext_noop("In case you forgot, your username is %(username)s."),
    gettext_noop("If it was you, you can sign up for an account using the link below."),
    gettext_noop("Thank you for using %(site_name)s!\n%(site_domain)s"),
    gettext_noop("You are about to generate a new set of recovery codes for your account."),
    gettext_noop("You are about to deactivate authenticator app based authentication. Are you sure?"),
]

WAGTAIL = [
    gettext_noop("%(time_period)s ago"),
    gettext_noop("%(time_period)s ago by %(user_display_name)s"),
    gettext_noop("Editing"),
    gettext_noop("Editing %(page_type)s"),
    gettext_noop("Delete %(snippet_type_name)s"),
    gettext_noop("Cancelled"),
    gettext_noop("Loading"),
    gettext_noop("Keep the new pages updated with future changes"),
    gettext_noop("Choose who can view the live version of this page"),
    gettext_noop("Select a new parent page"),
    gettext_noop("Please add some alt text for your image or mark it as decorative"),
    gettext_noop("Select images in choosers"),
    gettext_noop("Select documents in choosers"),
    gettext_noop(
        "Select hierarchical position. Note: a collection cannot become a child of itself or one of its "
        "descendants."
    ),
]

DJANGO = [gettext_noop("Enter the same password as before, for verification.")]

SENTENCES = [*ALLAUTH, *WAGTAIL, *DJANGO]
