"""FreeSWITCH: dialplans, IVR menus, queues and phrases, as its XML configuration defines them."""

from ivrlint_formats.freeswitch.format import FreeSwitchFormat

__all__ = ["FreeSwitchFormat"]
