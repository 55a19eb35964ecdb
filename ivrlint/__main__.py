"""`python -m ivrlint`."""

import os
import sys

# With -m the working folder comes first on the import path: what is linted must
# not be able to bring its own modules. (os is there already when Python starts.)
if not sys.flags.safe_path and sys.path and os.path.realpath(sys.path[0]) == os.path.realpath("."):
    del sys.path[0]

from ivrlint._cli import main

if __name__ == "__main__":
    main()
