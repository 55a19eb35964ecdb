"""Applications that a caller does not notice: the call goes on with the next priority."""

from __future__ import annotations

from typing import Final

_DATA: Final = frozenset(
    {"set", "mset", "setvar", "setglobalvar", "importvar", "clearhash", "stackpop"}
    | {"dbput", "dbdel", "dbdeltree", "dbget", "odbcfinish", "odbc_commit", "odbc_rollback"}
    | {"mysql", "pgsql", "realtime", "realtimeupdate", "readfile", "cut", "math", "md5", "sort"}
    | {"eval", "curl", "statsd", "storedtmf"}
)
_CALL: Final = frozenset(
    {"answer", "progress", "proceeding", "ringing", "digittimeout", "responsetimeout"}
    | {"absolutetimeout", "setlanguage", "setcallerid", "setcidname", "setcidnum", "setrdnis"}
    | {"setcallerpres", "settransfercapability", "sipaddheader", "sipremoveheader", "sipgetheader"}
    | {"sipdtmfmode", "sipsendcustominfo", "setgroup", "getgroupcount", "getgroupmatchcount"}
    | {"checkgroup", "hangupcauseclear", "setmusiconhold", "startmusiconhold", "stopmusiconhold"}
    | {"playtones", "stopplaytones", "senddtmf", "sendmf", "sendsf", "flash", "zapateller"}
    | {"iax2provision", "misdn_set_opt", "misdn_facility", "callcompletioncancel"}
)
_NOTES: Final = frozenset(
    {"noop", "verbose", "log", "dumpchan", "userevent", "celgenuserevent", "queuelog", "nocdr"}
    | {"resetcdr", "forkcdr", "setamaflags", "setaccount", "setcdruserfield"}
    | {"appendcdruserfield", "changemonitor", "queueupdate"}
)
_LOOKUPS: Final = frozenset(
    {"lookupcidname", "lookupblacklist", "txtcidname", "enumlookup", "dundilookup", "osplookup"}
    | {"ospauth", "ospnext", "ospfinish", "mailboxexists", "hasvoicemail", "hasnewvoicemail"}
    | {"chanisavail", "jabberstatus", "mobilestatus", "meetmecount", "getcpeid"}
)
_ELSEWHERE: Final = frozenset(
    {"system", "trysystem", "reload", "originate", "channelredirect", "softhangup", "signal"}
    | {"addqueuemember", "removequeuemember", "pausequeuemember", "unpausequeuemember"}
    | {"messagesend", "sendtext", "sendurl", "sendimage", "jabbersend", "jabbersendgroup"}
    | {"jabberjoin", "jabberleave", "mobilesendsms", "pjsipnotify", "pjsiphangup", "confkick"}
    | {"meetmeadmin", "meetmechanneladmin", "minivmnotify", "minivmdelete", "minivmmwi"}
    | {"speechcreate", "speechdestroy", "speechstart", "speechloadgrammar", "speechunloadgrammar"}
    | {"speechactivategrammar", "speechdeactivategrammar", "speechprocessingsound"}
)
_ENDS_OF_BLOCKS: Final = frozenset({"endif", "exitwhile"})

UNNOTICED: Final = _DATA | _CALL | _NOTES | _LOOKUPS | _ELSEWHERE | _ENDS_OF_BLOCKS
"""In lower case: what sets data, prepares the call, writes notes, looks something up, or does
something in another place."""
