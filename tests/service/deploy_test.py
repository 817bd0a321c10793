"""docs/deploy.md tells the truth: every key stands there with its default, and the configuration it gives is good."""
import re
import subprocess
import unittest
from pathlib import Path

from support import UNKNOTD, ServiceTest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "deploy.md").read_text()


class Deploy(ServiceTest):
    def test_every_key_of_the_configuration_is_told_and_no_other(self):
        keys = re.findall(r'add_option\("--([a-z0-9_]+)", to\.', (ROOT / "adapters" / "service" / "arguments.cc").read_text())
        told = re.findall(r"^\| `([a-z0-9_]+)` \|", DOCUMENT, re.M)
        self.assertGreater(len(keys), 20)
        self.assertEqual(told, keys)

    def test_every_default_is_told(self):
        header = (ROOT / "adapters" / "service" / "configuration.h").read_text()
        defaults = {key: value for key, value in re.findall(r"^  \S.* (\w+) = ([^;]+);", header, re.M) if key != "is_try"}
        told = dict(re.findall(r"^\| `([a-z0-9_]+)` \| `?([^|`]*?)`? \|", DOCUMENT, re.M))
        self.assertGreater(len(defaults), 8)
        for key, value in defaults.items():
            value = str(eval(value)) if "*" in value else value.strip("{}").strip()
            self.assertEqual(told[key].strip("[]"), value, key)

    def test_the_configuration_it_gives_is_good(self):
        text = re.search(r"<<'TOML'\n(.*?)TOML\n", DOCUMENT, re.S)[1]
        for path, real in {"server.pem": self.certificate, "server.key": self.key, "authority.pem": self.authority.certificate}.items():
            text = text.replace(f"/etc/unknotd/{path}", str(real))
        self.assertNotIn("/etc/", text)
        file = self.folder / "deploy.toml"
        file.write_text(text)
        done = subprocess.run([UNKNOTD, "--config", file, "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_metric_it_names_is_there(self):
        service = self.start()
        self.ask(service, "GET", "/v1/info")
        for name in set(re.findall(r"unknotd_[a-z_]+", DOCUMENT)):
            self.assertIn(f"\n{name}", service.admin("/metrics")[1])


if __name__ == "__main__":
    unittest.main()
