"""Installs the packages of the oracle tests from PyPI into a virtual environment of their own.

Called with the folder to install into; says where Python is, as the last line. What was installed before is used again as
long as the list of packages is the same. Ends with 3 when PyPI cannot be reached and nothing is there yet.
"""

import fcntl
import pathlib
import subprocess
import sys

UNREACHABLE = 3

# What pip says when it has no way to the packages, as against a package that does not exist.
NO_WAY = (
    "NewConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "SSLError",
    "Max retries exceeded",
    "Temporary failure in name resolution",
    "Connection refused",
    "Network is unreachable",
)


def install(folder: pathlib.Path) -> int:
    packages = pathlib.Path(__file__).with_name("requirements.txt")
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if ready.is_file() and ready.read_text() == packages.read_text():
        print(python)
        return 0
    ready.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    line = [python, "-m", "pip", "install", "--quiet", "--retries", "2", "--timeout", "20"]
    done = subprocess.run([*line, "--requirement", packages], capture_output=True, text=True)
    if done.returncode != 0:
        said = done.stdout + done.stderr
        if any(words in said for words in NO_WAY):
            print("PyPI cannot be reached, and the packages were not installed before", file=sys.stderr)
            return UNREACHABLE
        print(said, file=sys.stderr)
        return 1
    ready.write_text(packages.read_text())
    print(python)
    return 0


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]).absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Tests run side by side, and the first one installs for all.
    with open(folder.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sys.exit(install(folder))
