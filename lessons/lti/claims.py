"""The names that LTI 1.3 gives to what a message says."""

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"

MESSAGE_TYPE = f"{LTI}message_type"
VERSION = f"{LTI}version"
DEPLOYMENT_ID = f"{LTI}deployment_id"
ROLES = f"{LTI}roles"
CUSTOM = f"{LTI}custom"
SETTINGS = f"{DEEP_LINKING}deep_linking_settings"
CONTENT_ITEMS = f"{DEEP_LINKING}content_items"
DATA = f"{DEEP_LINKING}data"
NOTE = f"{DEEP_LINKING}msg"

SPOKEN_VERSION = "1.3.0"
RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINK = "LtiDeepLinkingRequest"
DEEP_LINK_ANSWER = "LtiDeepLinkingResponse"

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
