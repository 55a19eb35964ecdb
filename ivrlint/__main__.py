"""`python -m ivrlint`."""

import sys
from pathlib import Path

# With -m the working folder comes first on the import path: what is linted must
# not be able to bring its own modules.
if not sys.flags.safe_path and sys.path and Path(sys.path[0] or ".").resolve() == Path.cwd():
    del sys.path[0]

from ivrlint._cli import main

if __name__ == "__main__":
    main()
