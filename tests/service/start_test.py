"""What it refuses to start with, each with the key that is wrong."""
import os
import shutil
import subprocess
import unittest

from support import UNKNOTD, ServiceTest, free_port, toml


class Start(ServiceTest):
    def check(self, *flags, **settings):
        file = self.folder / "checked.toml"
        all_settings = {"listen": [f"127.0.0.1:{free_port()}"], "certificate": self.certificate, "key": self.key, **settings}
        file.write_text("".join(f"{key} = {toml(value)}\n" for key, value in all_settings.items() if value is not None))
        done = subprocess.run([UNKNOTD, "--config", str(file), *flags], capture_output=True, text=True, timeout=20)
        return done.returncode, done.stdout + done.stderr

    def test_a_good_configuration_is_said_to_be_good(self):
        self.assertEqual(self.check("--check")[0], 0)

    def test_what_is_wrong_is_named(self):
        readable = self.folder / "readable.key"
        shutil.copy(self.key, readable)
        os.chmod(readable, 0o644)
        other = self.authority.sign("another", "localhost", "serverAuth")[1]
        expired = self.authority.sign("old", "localhost", "serverAuth", start="20200101000000Z", end="20200201000000Z")
        future = self.authority.sign("soon", "localhost", "serverAuth", start="20400101000000Z", end="20410101000000Z")
        tokens = self.folder / "tokens"
        tokens.write_text(f"clinic sha256:{'0' * 64}\n")
        broken = self.folder / "broken.pem"
        broken.write_text("-----BEGIN CERTIFICATE-----\nQuagga\n-----END CERTIFICATE-----\n")
        for key, settings in {
                "listen": {"listen": [f"0.0.0.0:{free_port()}"]},
                "listen ": {"listen": ["localhost"]},
                "listen  ": {"listen": ["127.0.0.1:99999"]},
                "admin_listen": {"admin_listen": "0.0.0.0:9444"},
                "certificate": {"certificate": None},
                "certificate ": {"certificate": "/nowhere.pem"},
                "certificate  ": {"certificate": broken},
                "certificate   ": {"certificate": expired[0], "key": expired[1]},
                "certificate    ": {"certificate": future[0], "key": future[1]},
                "key": {"key": None},
                "key ": {"key": readable},
                "key  ": {"key": other},
                "key   ": {"key": self.folder},
                "client_authority": {"client_names": ["a"]},
                "client_authority ": {"client_authority": broken},
                "client_revocations": {"client_authority": self.authority.certificate, "client_revocations": broken},
                "tokens": {"tokens": "/nowhere"},
                "tokens ": {"tokens": broken},
                "try_it_page": {"try_it_page": True, "tokens": tokens},
                "pack": {"pack": "/nowhere"},
                "pack ": {"min_pack_version": "99.0.0"},
                "overlay": {"overlay": broken},
                "threads": {"threads": 1000},
                "idle_seconds": {"idle_seconds": 0},
                "colour": {"colour": "blue"},
        }.items():
            code, text = self.check("--check", **settings)
            self.assertEqual(code, 1, (key, text))
            self.assertIn(key.strip() if key != "overlay" else "pack", text)
            self.assertNotIn("Quagga", text)

    def test_beyond_loopback_with_clients_that_say_who_they_are(self):
        self.assertEqual(self.check("--check", listen=["0.0.0.0:8443"], client_authority=self.authority.certificate)[0], 0)

    def test_a_port_that_is_taken_is_said(self):
        service = self.start()
        code, text = self.check(listen=[f"127.0.0.1:{service.port}"])
        self.assertEqual((code, "cannot be listened on" in text), (1, True))

    def test_wrong_usage_is_answered_with_help(self):
        for arguments in [[], ["--nothing"], ["--try", "--config", "a"], ["--check"]]:
            done = subprocess.run([UNKNOTD, *arguments], capture_output=True, text=True, timeout=20)
            self.assertEqual(done.returncode, 64, arguments)
        self.assertEqual(subprocess.run([UNKNOTD, "--help"], capture_output=True).returncode, 0)
        self.assertIn("unknotd 1.0", subprocess.run([UNKNOTD, "--version"], capture_output=True, text=True).stdout)


if __name__ == "__main__":
    unittest.main()
