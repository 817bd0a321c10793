"""Certificates of every kind that a client or a server may show, made by the openssl program."""
import os
import subprocess
from pathlib import Path


def openssl(*arguments, folder, text=None):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, input=text, text=True)


class Authority:
    """Signs certificates and revokes them."""

    def __init__(self, folder: Path, name: str):
        self.folder = folder / name
        self.folder.mkdir()
        for file, text in {"index": "", "index.attr": "unique_subject = no\n", "serial": "1000\n", "crlnumber": "1000\n"}.items():
            (self.folder / file).write_text(text)
        (self.folder / "conf").write_text("""
[ca]
default_ca = ca
[ca]
database = index
serial = serial
crlnumber = crlnumber
certificate = ca.pem
private_key = ca.key
new_certs_dir = .
default_md = sha256
default_days = 30
default_crl_days = 30
policy = policy
copy_extensions = copy
[policy]
commonName = supplied
""")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key",
                "-out", "ca.pem", "-days", "30", "-subj", f"/CN={name}", folder=self.folder)
        self.certificate = self.folder / "ca.pem"
        self.revocations = self.folder / "crl.pem"
        self.write_revocations()

    def sign(self, file, name, usage="clientAuth", names="", start=None, end=None):
        """Returns the paths of a certificate and its key. start, end: "20200101000000Z"."""
        extensions = ["-addext", f"extendedKeyUsage={usage}"]
        if names:
            extensions += ["-addext", f"subjectAltName={names}"]
        openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{file}.key",
                "-out", f"{file}.csr", "-subj", f"/CN={name}", *extensions, folder=self.folder)
        times = (["-startdate", start] if start else []) + (["-enddate", end] if end else [])
        openssl("ca", "-batch", "-config", "conf", "-in", f"{file}.csr", "-out", f"{file}.pem", "-notext", *times,
                folder=self.folder)
        key = self.folder / f"{file}.key"
        os.chmod(key, 0o600)
        return self.folder / f"{file}.pem", key

    def revoke(self, certificate):
        openssl("ca", "-batch", "-config", "conf", "-revoke", certificate, folder=self.folder)
        self.write_revocations()

    def write_revocations(self, days=30):
        times = ["-crldays", str(days)] if days > 0 else ["-crl_lastupdate", "20200101000000Z", "-crl_nextupdate", "20200201000000Z"]
        openssl("ca", "-batch", "-config", "conf", "-gencrl", "-out", "crl.pem", *times, folder=self.folder)
