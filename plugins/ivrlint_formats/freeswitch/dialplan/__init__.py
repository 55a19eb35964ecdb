"""The dialplan of FreeSWITCH: what its contexts mean for a caller."""
