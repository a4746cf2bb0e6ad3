"""Videos as packages for learning platforms and for rooms without network.

Each is answered while it is read from the storage: nothing is packed beforehand, so what was withdrawn is
in no package from that moment on.
"""
