"""The configuration: finding it, reading it, and what it makes of the rules.

path = find(Path("menus"))
chain = read_chain(path)                    # the files, with what they extend
plugin_settings(chain)                      # known before any plugin is loaded
config = load(chain, Catalogue(rules))      # checked and folded into one
resolve_rules(config, catalogue, CommandLine(select=("nav",)))
"""

from ivrlint._config.catalogue import ALL, OWN_PACK, PRESETS, Catalogue
from ivrlint._config.config import Config, PathSettings, PluginSettings
from ivrlint._config.file import ConfigFile, Key, Name
from ivrlint._config.find import Finder, find
from ivrlint._config.load import defaults, load, plugin_settings, read_chain
from ivrlint._config.patterns import Patterns
from ivrlint._config.resolve import ActiveRule, CommandLine, Origin, resolve_rules

__all__ = [
    "ALL",
    "OWN_PACK",
    "PRESETS",
    "ActiveRule",
    "Catalogue",
    "CommandLine",
    "Config",
    "ConfigFile",
    "Finder",
    "Key",
    "Name",
    "Origin",
    "PathSettings",
    "Patterns",
    "PluginSettings",
    "defaults",
    "find",
    "load",
    "plugin_settings",
    "read_chain",
    "resolve_rules",
]
