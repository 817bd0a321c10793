"""snippets_test.py PAGE: runs every program on a page, of docs/integrate for one.

A fenced block whose tag is a language below is a whole program: it is built and run, and must end with 0.  A block with
the tag `output` right after it is what it prints, to the letter.  Blocks with other tags (sh, text, ini) are not run.
UNKNOT_LIBRARY names the library; UNKNOT_URL, UNKNOT_TOKEN and UNKNOT_CA tell a program of a service, if UNKNOTD is there.
"""

import atexit
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Path(os.environ["UNKNOT_LIBRARY"])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\s+^```output\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
TOKEN = "36bf136e7ab40d15ba11472d67b3752c2c43d3cd1a56fdcf9904c6b8bbfc52ac"
TOKEN_LINE = "clinic sha256:64fc3ea35b263814a6cd7e2b4646e8565c47a1be509db9ea85c96a145a5ef0e5\n"


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def written(folder, name, program):
    path = folder / name
    path.write_text(program, encoding="utf-8")
    return path


def compiled(compiler, name):
    def command(program, folder):
        source = written(folder, name, program)
        run(*compiler, "-Wall", "-Wextra", "-Werror", "-pthread", f"-I{ROOT}/include", source, LIBRARY,
            f"-Wl,-rpath,{LIBRARY.parent},-z,now", "-o", folder / "program")
        return [folder / "program"]
    return command


def python(program, folder):
    return [sys.executable, "-B", written(folder, "program.py", program)]


def javascript(program, folder):
    modules = folder / "node_modules"
    modules.mkdir()
    (modules / "unknot").symlink_to(ROOT / "adapters/node")
    return ["node", written(folder, "program.mjs", program)]


@functools.lru_cache
def package(suffix, *command):
    """What an adapter's own script packs, once for all programs of a page: its file with this suffix."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    run(ROOT / command[0], folder, *command[1:], stdout=subprocess.DEVNULL)
    return next(path for path in sorted(folder.glob(f"*{suffix}")) if path.stem[-1].isdigit())


def java(program, folder):
    jna = os.environ.get("JNA_JAR", "/usr/share/java/jna.jar")
    jar = package(".jar", "adapters/java/package.sh", f"linux-x86-64={LIBRARY}")
    name = re.search(r"^(?:public )?(?:final )?class (\w+)", program, re.MULTILINE)[1]
    run("javac", "--release", "11", "-encoding", "UTF-8", "-cp", f"{jar}:{jna}", "-d", folder,
        written(folder, f"{name}.java", program))
    return ["java", "-cp", f"{folder}:{jar}:{jna}", name]


def csharp(program, folder):
    with zipfile.ZipFile(package(".nupkg", "adapters/dotnet/package.py", f"linux-x64={LIBRARY}")) as packed:
        packed.extract("lib/netstandard2.0/Unknot.dll", folder)
    library = (folder / "lib/netstandard2.0/Unknot.dll").rename(folder / "Unknot.dll")
    run("mcs", "-langversion:7", f"-r:{library}", f"-out:{folder}/Program.exe", written(folder, "Program.cs", program))
    return ["mono", folder / "Program.exe"]


def php(program, folder):
    with zipfile.ZipFile(package(".zip", "adapters/php/package.sh")) as packed:
        packed.extractall(folder / "unknot")
    return ["php", "-d", "ffi.enable=preload", "-d", f"include_path={folder}", written(folder, "program.php", program)]


LANGUAGES = {"c": compiled(["cc", "-std=c99"], "program.c"), "cpp": compiled(["c++", "-std=c++17"], "program.cpp"),
             "python": python, "js": javascript, "java": java, "csharp": csharp, "php": php}


def failure_of(language, program, output, environment):
    """What is wrong with a program, in words; None if nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            command = LANGUAGES[language](program, Path(folder))
        except subprocess.CalledProcessError as error:
            return f"does not build: {error}"
        said = subprocess.run([str(word) for word in command], cwd=folder, env=environment, capture_output=True, text=True,
                              timeout=100)
    if said.returncode != 0:
        return f"ends with {said.returncode}:\n{said.stdout}{said.stderr}"
    if output is not None and said.stdout != output:
        return f"prints\n{said.stdout}and the page says\n{output}"
    return None


def start_service(environment):
    """A service for the programs that ask one; returns how to end it."""
    sys.path.insert(0, str(ROOT / "tests/service"))
    from support import ServiceTest
    ServiceTest.setUpClass()
    tokens = ServiceTest.folder / "tokens"
    tokens.write_text(TOKEN_LINE)
    test = ServiceTest()
    service = test.start(tokens=tokens)
    environment.update(UNKNOT_URL=f"https://localhost:{service.port}", UNKNOT_TOKEN=TOKEN,
                       UNKNOT_CA=str(ServiceTest.authority.certificate))

    def end():
        test.doCleanups()
        ServiceTest.doClassCleanups()
    return end


def main(page):
    text = page.read_text(encoding="utf-8")
    programs = [match for match in BLOCK.finditer(text) if match[1] in LANGUAGES]
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "adapters/python/src"))
    end = start_service(environment) if "UNKNOT_URL" in text and "UNKNOTD" in os.environ else lambda: None
    failures = 0
    try:
        for match in programs:
            failure = failure_of(*match.groups(), environment)
            if failure:
                failures += 1
                print(f"{page.name}:{text.count(chr(10), 0, match.start()) + 1}: {match[1]} {failure}")
    finally:
        end()
    print(f"{page.name}: {len(programs)} programs, {failures} failures")
    return 0 if programs and not failures else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
