"""The files as FreeSWITCH reads them: preprocessor, includes, XML."""
