"""One FreeSWITCH, put together from the files that define it."""
