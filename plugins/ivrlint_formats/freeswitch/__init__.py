"""FreeSWITCH: dialplans, IVR menus, queues and phrases, as its XML configuration defines them."""
