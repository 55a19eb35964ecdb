"""The configuration parser of Asterisk: sections and settings of a `.conf` file."""
