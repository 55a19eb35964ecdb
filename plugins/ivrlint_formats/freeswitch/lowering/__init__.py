"""From menus, queues and phrases to what a caller meets."""
