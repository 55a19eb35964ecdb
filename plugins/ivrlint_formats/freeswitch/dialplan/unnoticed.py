"""Applications that a caller does not notice: the call goes on with the next action."""

from __future__ import annotations

from typing import Final

from ivrlint_formats.freeswitch.nodes.ground import Application

_DATA: Final = frozenset(
    {"set", "unset", "multiset", "multiunset", "export", "bridge_export", "set_global"}
    | {"set_profile_var", "set_name", "set_user", "set_zombie_exec", "push", "unshift", "eval"}
    | {"hash", "db", "strftime", "enum", "lcr", "easyroute", "osplookup", "ospnext", "nibblebill"}
    | {"cidlookup", "curl", "distributor", "translate", "redis", "memcache", "hiredis_raw"}
    | {"auth_function", "transfer_vars", "limit_hash", "mkdir", "rename"}
)
_CALL: Final = frozenset(
    {"answer", "pre_answer", "ring_ready", "acknowledge_call", "early_hangup", "media_reset"}
    | {"bind_meta_app", "unbind_meta_app", "bind_digit_action", "clear_digit_action"}
    | {"digit_action_set_realm", "start_dtmf", "stop_dtmf", "start_dtmf_generate", "cng_plc"}
    | {"stop_dtmf_generate", "spandsp_start_dtmf", "spandsp_stop_dtmf", "block_dtmf"}
    | {"unblock_dtmf", "deduplicate_dtmf", "flush_dtmf", "queue_dtmf", "send_dtmf", "jitterbuffer"}
    | {"spandsp_start_fax_detect", "spandsp_stop_fax_detect", "spandsp_start_tone_detect"}
    | {"spandsp_stop_tone_detect", "tone_detect", "stop_tone_detect", "fax_detect", "avmd"}
    | {"avmd_start", "avmd_stop", "vmd", "detect_audio", "detect_silence", "preprocess"}
    | {"set_audio_level", "set_mute", "privacy", "presence", "send_display", "send_info"}
    | {"soft_hold", "unhold", "novideo", "video_refresh", "enable_heartbeat", "sched_heartbeat"}
    | {"enable_keepalive", "session_loglevel", "remove_bugs", "recovery_refresh", "filter_codecs"}
    | {"reuse_caller_profile", "chromakey", "soundtouch", "ladspa_run", "ladspa_stop"}
    | {"bridge_filter", "verbose_events", "set_media_stats", "sched_cancel", "blind_transfer_ack"}
    | {"stop_displace_session", "displace_session", "detect_speech", "capture", "capture_text"}
    | {"conference_set_auto_outcall", "system", "bgsystem", "mutex", "group", "fifo_track_call"}
    | {"callcenter_track", "limit", "limit_execute", "unloop", "sched_broadcast", "broadcast"}
    | {"sofia_stir_shaken_vs", "sofia_sla", "radius_auth", "sonar", "userspy", "snapshot"}
    | {"skinny-wait", "skinny-process"}
    | {"sched_hangup", "sched_transfer", "check_acl", "record_session_mask"}
    | {"record_session_unmask", "record_session_pause", "record_session_resume", "stop"}
)
_NOTES: Final = frozenset(
    {"log", "info", "event", "cv", "clear_speech_cache", "debug_media", "prefix", "sms", "chat"}
    | {"sms_flowroute_send", "smpp_send", "unicast", "send", "reply", "fire", "oreka_record"}
)

UNNOTICED: Final = _DATA | _CALL | _NOTES
"""In lower case: what sets data, prepares the call, or writes notes."""

_SHORT_WAIT: Final = 2000
"""Milliseconds that a line takes to be heard well: nobody calls that silence."""

_OTHER_LEG: Final = "-bleg "


def is_unnoticed(application: Application) -> bool:
    """Whether the call goes on past an application as if nothing had happened."""
    name = application.name.lower()
    if name in UNNOTICED:
        return True
    data = "" if application.data is None else application.data.value.strip()
    if name == "transfer":
        return data.startswith(_OTHER_LEG)
    if name == "sleep":
        return data.isdecimal() and int(data[:9]) <= _SHORT_WAIT
    return name == "break" and not data
