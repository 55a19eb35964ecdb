"""Navigation: whether callers get anywhere, and what becomes of them where they do not."""
