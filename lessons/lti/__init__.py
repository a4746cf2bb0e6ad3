"""The library as a tool of learning platforms, after LTI 1.3 and Deep Linking 2.0 (https://www.imsglobal.org).

A platform is registered once and approved by the coordination. From then on teachers choose learning videos
inside of it, and pupils watch them there. No cookie is set, no session opened, and nothing about a person is
asked for, stored or logged.
"""
