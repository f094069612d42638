"""bitext-toolkit: from two language versions of a document to a translation memory you can trust.

The data flow in one direction, and each word is a function of this package::

    read -> repair -> segment -> align -> build_memory -> check
"""

__version__ = "0.1.0"
