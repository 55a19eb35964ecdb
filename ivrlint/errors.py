"""The errors that a user is told of in one sentence.

IvrlintError
├── UsageError            wrong options or paths
├── ConfigurationError    a mistake in a configuration file, with its place
├── PluginError           a plugin that cannot be used
└── CannotFormat          a file that cannot be printed canonically
"""

from __future__ import annotations


class IvrlintError(Exception):
    """Something could not be done; the message is one clear sentence."""


class UsageError(IvrlintError):
    """The command was called with something that makes no sense."""


class ConfigurationError(IvrlintError):
    """A mistake in a configuration file; the message names file, line and key."""


class PluginError(IvrlintError):
    """A plugin that cannot be loaded or does not keep to its interface."""


class CannotFormat(IvrlintError):  # noqa: N818 - reads as what it says
    """A file with syntax errors: nothing is printed rather than something wrong."""
