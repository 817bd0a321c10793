"""CDS Hooks clients with JSON Web Tokens: who is let in, and what each check refuses."""
import base64
import hashlib
import hmac
import json
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from certificates import Authority
from support import EXAMPLE, JSON, UNKNOTD, ServiceTest

ISSUER = "https://ehr.example"
KEY_SET_URL = "https://ehr.example/jwks"
AUDIENCE = "https://unknot.clinic.example/cds-services/lower-back"
DISCOVERY = "https://unknot.clinic.example/cds-services"
CALL = {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/example", "patientId": "1"}}


def base64url(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else data.encode()).rstrip(b"=").decode()


class Signer:
    """The node program that makes keys and signs."""

    def __init__(self):
        self.process = subprocess.Popen(["node", Path(__file__).with_name("sign.mjs")], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, **what):
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def make(self, algorithm, name, **more):
        """A public key; its private half under "private"."""
        return self.ask(make=algorithm, id=name, **more)

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


class TokenTest(ServiceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signer = Signer()
        cls.addClassCleanup(cls.signer.end)
        cls.keys = {"rsa": cls.signer.make("RS384", "rsa"), "ec": cls.signer.make("ES384", "ec")}
        cls.serial = 0

    def write_keys(self, *keys, name="keys.json"):
        """A key set as it is published, without the private halves."""
        file = self.folder / name
        file.write_text(json.dumps({"keys": [{member: value for member, value in key.items() if member != "private"} for key in keys]}))
        return name

    def settings(self, clients=None, **more):
        self.write_keys(*self.keys.values())
        file = self.folder / "cds-clients.json"
        file.write_text(json.dumps(clients or [{"name": "ehr", "iss": ISSUER, "jku": KEY_SET_URL, "keys": "keys.json"}]))
        return {"cds_clients": file, "cds_audiences": [AUDIENCE, DISCOVERY], **more}

    def claims(self, **changes):
        """Good ones, used once, with these changes; a claim that is None is left out."""
        type(self).serial += 1
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 120, "jti": f"token-{self.serial}", **changes}
        return {name: value for name, value in claims.items() if value is not None}

    def header(self, key="rsa", **changes):
        header = {"alg": self.keys[key]["alg"], "typ": "JWT", "kid": key, **changes}
        return {name: value for name, value in header.items() if value is not None}

    def token(self, key="rsa", header=None, **changes):
        return self.signer.ask(sign=self.claims(**changes), header=self.header(key, **(header or {})), key=key)

    def put(self, key="rsa", header=None, claims=None):
        """Signed as it stands, whatever it is."""
        text = lambda given, good: given if isinstance(given, str) else json.dumps(given or good)
        return self.signer.ask(put=text(claims, self.claims()), header=text(header, self.header(key)), key=key)

    def call(self, service, token, path="/cds-services/lower-back"):
        headers = {**JSON, "Authorization": f"Bearer {token}"} if token is not None else JSON
        return self.ask(service, "POST", path, json.dumps(CALL), headers)

    def assert_let_in(self, service, token, case=None):
        status, _, body = self.call(service, token)
        self.assertEqual(status, 200, (case, body))

    def assert_refused(self, service, token, word, case=None):
        answer = self.call(service, token)
        self.assertEqual(answer[0], 401, (case, answer[2]))
        problem = self.assert_problem(answer, 401, "unauthorized")
        self.assertIn(word, problem["detail"], case)
        self.assertEqual(answer[1]["WWW-Authenticate"], "Bearer")
        return problem["detail"]


class Tokens(TokenTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.start(cls(), **cls.settings(cls()))

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()

    def doCleanups(self):
        return True  # the service lives as long as the class

    def test_good_tokens_are_let_in(self):
        now = int(time.time())
        for case, token in {
            "RS384": self.token("rsa"),
            "ES384": self.token("ec"),
            "its jku": self.token(header={"jku": KEY_SET_URL}),
            "one audience of several": self.token(aud=["https://other.example", AUDIENCE]),
            "nbf, as Epic writes it": self.token(nbf=now - 300, sub="client"),
            "a clock that is ahead": self.token(iat=now + 40, nbf=now + 40, exp=now + 100),
            "a clock that is behind": self.token(iat=now - 300, exp=now - 40),
            "the longest life": self.token(iat=now, exp=now + 300),
            "members and claims that are not known": self.token(header={"x5t": "a"}, tenant="any", fhirUser="a"),
            "texts beyond ASCII": self.put(claims={**self.claims(), "jti": "ключ-\u0000-1"}),
        }.items():
            self.assert_let_in(self.service, token, case)

    def test_the_header(self):
        self.assert_refused(self.service, None, "JSON Web Token")
        for case, word, header in [
            ("no alg", "alg", {"alg": None}), ("alg of another kind", "alg", {"alg": 384}), ("RS256", "alg", {"alg": "RS256"}),
            ("PS384", "alg", {"alg": "PS384"}), ("lower case", "alg", {"alg": "rs384"}), ("ES256", "alg", {"alg": "ES256"}),
            ("EdDSA", "alg", {"alg": "EdDSA"}), ("the other algorithm", "alg does not fit", {"alg": "ES384"}),
            ("no typ", "typ", {"typ": None}), ("another typ", "typ", {"typ": "at+jwt"}), ("no kid", "kid", {"kid": None}),
            ("kid of another kind", "kid", {"kid": ["rsa"]}), ("unknown kid", "kid", {"kid": "rsa2"}), ("empty kid", "kid", {"kid": ""}),
            ("another jku", "jku", {"jku": "https://evil.example/jwks"}), ("jku that goes on", "jku", {"jku": KEY_SET_URL + "2"}),
            ("jku of another kind", "jku", {"jku": [KEY_SET_URL]}), ("crit", "crit", {"crit": ["exp"]}), ("empty crit", "crit", {"crit": []}),
        ]:
            self.assert_refused(self.service, self.put(header=self.header(**header)), word, case)

    def test_none_and_hmac_are_never_taken(self):
        claims = base64url(json.dumps(self.claims()))
        none = base64url(json.dumps(self.header(alg="none")))
        for signature in ("", base64url("a")):
            self.assert_refused(self.service, f"{none}.{claims}.{signature}", "alg")
        # The public key as a secret: what an implementation that believes the header would check it with.
        public = json.dumps({name: value for name, value in self.keys["rsa"].items() if name != "private"}).encode()
        for algorithm, digest in (("HS256", hashlib.sha256), ("HS384", hashlib.sha384), ("HS512", hashlib.sha512)):
            text = base64url(json.dumps(self.header(alg=algorithm))) + "." + claims
            token = f"{text}.{base64url(hmac.new(public, text.encode(), digest).digest())}"
            self.assert_refused(self.service, token, "alg", algorithm)

    def test_the_claims(self):
        now = int(time.time())
        for case, word, changes in [
            ("no iss", "iss", {"iss": None}), ("another iss", "iss", {"iss": "https://evil.example"}), ("iss that goes on", "iss", {"iss": ISSUER + "/"}),
            ("iss of another kind", "iss", {"iss": [ISSUER]}), ("tenant of another kind", "tenant", {"tenant": 1}),
            ("no aud", "no aud", {"aud": None}), ("another aud", "cds_audiences", {"aud": "https://other.example"}),
            ("aud that goes on", "cds_audiences", {"aud": AUDIENCE + "/"}), ("other auds", "cds_audiences", {"aud": ["https://other.example", ""]}),
            ("empty aud", "no aud", {"aud": []}), ("aud of another kind", "aud", {"aud": {AUDIENCE: 1}}), ("aud of several kinds", "aud", {"aud": [AUDIENCE, 1]}),
            ("no exp", "exp", {"exp": None}), ("expired", "expired", {"iat": now - 300, "exp": now - 70}), ("exp as a text", "exp", {"exp": str(now + 60)}),
            ("exp as a fraction", "exp", {"exp": now + 60.5}), ("exp below nothing", "exp", {"exp": -1}), ("exp without end", "exp", {"exp": 10**18}),
            ("exp beyond 64 bits", "exp", {"exp": 2**64 + now}), ("no iat", "iat", {"iat": None}), ("iat to come", "iat", {"iat": now + 90, "exp": now + 120}),
            ("iat as a truth", "iat", {"iat": True}), ("exp before iat", "exp", {"iat": now + 30, "exp": now + 20}), ("exp at iat", "exp", {"exp": now, "iat": now}),
            ("a long life", "300 seconds", {"exp": now + 301, "iat": now}), ("nbf to come", "nbf", {"nbf": now + 90}), ("nbf as a text", "nbf", {"nbf": "now"}),
            ("nbf null", "nbf", {"nbf": "null"}), ("no jti", "jti", {"jti": None}), ("empty jti", "jti", {"jti": ""}), ("jti as a number", "jti", {"jti": 7}),
            ("a long jti", "jti", {"jti": "j" * 257}),
        ]:
            claims = json.dumps(self.claims(**changes)).replace('"null"', "null")
            self.assert_refused(self.service, self.put(claims=claims), word, case)
        whole = json.dumps(self.claims())
        for case, text in [("exp with a point", whole.replace('"exp": ', '"exp": 0.0e1 , "old": ')), ("exp as a power", whole.replace('"exp": ', '"exp": 1e9, "x": '))]:
            self.assert_refused(self.service, self.put(claims=text), "exp", case)

    def test_what_has_two_meanings_or_none(self):
        good = self.token()
        first, second, third = good.split(".")
        header, claims = json.dumps(self.header()), json.dumps(self.claims())
        double = lambda text, member: text[:-1] + f", {member}}}"
        for case, word, token in [
            ("two parts", "three parts", f"{first}.{second}"), ("four parts", "three parts", good + "."), ("five parts", "three parts", "a.b.c.d.e"),
            ("no header", "header", f".{second}.{third}"), ("no claims", "claims", f"{first}..{third}"), ("no signature", "signature", f"{first}.{second}."),
            ("padding", "header", self.padded(header, claims, third)), ("plain base64", "signature", f"{first}.{second}.+/" + third[2:]),
            ("blank within", "header", f"{first[:4]} {first[4:]}.{second}.{third}"), ("not canonical", "signature", f"{first}.{second}.{self.other_end(third)}"),
            ("a digit too many", "signature", f"{first}.{second}.{third}" + "A" * (1 if len(third) % 4 == 0 else 5 - len(third) % 4)),
            ("a header that is a list", "header", self.put(header="[]")), ("a header that is no JSON", "header", self.put(header="{'alg': 1}")),
            ("claims that are a text", "claims", self.put(claims='"iss"')), ("claims with an end", "claims", self.put(claims=claims + " 1")),
            ("claims of two objects", "claims", self.put(claims=claims + claims)), ("a byte order mark", "claims", self.put(claims="\ufeff" + claims)),
            ("alg twice", "header", self.put(header=double(header, '"alg": "RS384"'))), ("kid twice", "header", self.put(header=double(header, '"kid": "rsa"'))),
            ("iss twice", "claims", self.put(claims=double(claims, f'"iss": "{ISSUER}"'))), ("aud twice", "claims", self.put(claims=double(claims, '"aud": "a"'))),
            ("exp twice, once escaped", "claims", self.put(claims=double(claims, '"\\u0065xp": 1'))),
            ("a name twice inside", "claims", self.put(claims=double(claims, '"x": {"a": 1, "a": 2}'))),
            ("very deep", "claims", self.put(claims=double(claims, '"x": ' + "[" * 100 + "]" * 100))),
            ("too long", "8 KiB", self.put(claims=double(claims, '"x": "' + "a" * 7000 + '"'))),
        ]:
            self.assert_refused(self.service, token, word, case)
        self.assert_let_in(self.service, good, "none of these used it up")

    def padded(self, header, claims, signature):
        while len(header) % 3 == 0:
            header += " "
        return ".".join([base64.urlsafe_b64encode(header.encode()).decode(), base64url(claims), signature])

    def other_end(self, text):
        """Another text that a lenient reader takes for the same bytes."""
        digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        self.assertNotEqual(len(text) % 4, 0)
        return text[:-1] + digits[digits.index(text[-1]) + 1]

    def test_the_signature(self):
        for key in ("rsa", "ec"):
            good = self.token(key)
            first, second, third = good.split(".")
            raw = base64.urlsafe_b64decode(third + "==")
            changed = bytes([raw[0] ^ 1]) + raw[1:]
            for case, signature in [("a bit changed", changed), ("a byte less", raw[:-1]), ("a byte more", raw + b"\0"), ("zeros", bytes(len(raw))),
                                    ("ones", b"\xff" * len(raw)), ("as DER", self.der(raw)), ("of the other half", raw[len(raw) // 2:] + raw[:len(raw) // 2])]:
                self.assert_refused(self.service, f"{first}.{second}.{base64url(signature)}", "signature", (key, case))
            other = base64url(json.dumps(self.claims(jti="other")))
            self.assert_refused(self.service, f"{first}.{other}.{third}", "signature", (key, "other claims"))
            self.assert_let_in(self.service, good)
        stranger = self.signer.make("RS384", "stranger")
        token = self.signer.ask(sign=self.claims(), header=self.header(kid="rsa"), key=stranger["kid"])
        self.assert_refused(self.service, token, "signature", "of somebody else")

    def der(self, raw):
        def integer(data):
            data = data.lstrip(b"\0")
            data = b"\0" + data if data[0] & 128 else data
            return b"\x02" + bytes([len(data)]) + data
        body = integer(raw[:48]) + integer(raw[48:96])
        return b"\x30" + bytes([len(body)]) + body

    def test_a_token_that_openssl_signed(self):
        made = subprocess.run(["openssl", "genrsa", "2048"], capture_output=True, check=True).stdout
        key = self.folder / "openssl.key"
        key.write_bytes(made)
        modulus = subprocess.run(["openssl", "rsa", "-in", key, "-noout", "-modulus"], capture_output=True, text=True, check=True).stdout
        number = bytes.fromhex(modulus.strip().split("=")[1])
        self.write_keys({"kty": "RSA", "kid": "shell", "n": base64url(number), "e": "AQAB"}, name="openssl.json")
        service = ServiceTest.start(self, **self.settings([{"name": "shell", "iss": "shell", "keys": "openssl.json"}]))
        text = base64url(json.dumps({"alg": "RS384", "typ": "JWT", "kid": "shell"})) + "." + base64url(json.dumps(self.claims(iss="shell")))
        signature = subprocess.run(["openssl", "dgst", "-sha384", "-sign", key], input=text.encode(), capture_output=True, check=True).stdout
        self.assert_let_in(service, f"{text}.{base64url(signature)}")
        service.stop()

    def test_a_token_is_taken_once(self):
        token = self.token()
        self.assert_let_in(self.service, token)
        for _ in range(3):
            self.assert_refused(self.service, token, "used before")
        claims = self.claims()
        self.assert_let_in(self.service, self.put("rsa", claims=claims))
        self.assert_refused(self.service, self.put("ec", claims=claims), "used before", "the same jti under another key")

    def test_of_many_at_once_one_is_let_in(self):
        token = self.token()
        with ThreadPoolExecutor(16) as pool:
            statuses = list(pool.map(lambda _: self.call(self.service, token)[0], range(48)))
        self.assertEqual((statuses.count(200), statuses.count(401)), (1, 47))

    def test_it_opens_cds_services_alone(self):
        bearer = lambda: {"Authorization": f"Bearer {self.token()}"}
        feedback = {"feedback": [{"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "overridden", "outcomeTimestamp": "2026-11-22T20:16:12Z"}]}
        for method, path, body, status in [("GET", "/cds-services", None, 200), ("HEAD", "/cds-services", None, 200),
                                           ("POST", "/cds-services/lower-back", json.dumps(CALL), 200),
                                           ("POST", "/cds-services/lower-back/feedback", json.dumps(feedback), 200),
                                           ("POST", "/v1/assess", EXAMPLE, 401), ("GET", "/v1/info", None, 401), ("GET", "/openapi.json", None, 401),
                                           ("GET", "/fhir/metadata", None, 401), ("POST", "/fhir/QuestionnaireResponse/$assess", "{}", 401)]:
            answer = self.ask(self.service, method, path, body, {**JSON, **bearer()})
            self.assertEqual(answer[0], status, path)

    def test_nothing_of_a_token_comes_back(self):
        detail = self.assert_refused(self.service, self.put(claims=self.claims(iss="Quagga", aud="Quagga", sub="Quagga")), "iss")
        self.assertNotIn("Quagga", detail)
        token = self.token(aud="https://quagga.example")
        self.assertNotIn("quagga", self.assert_refused(self.service, token, "aud"))


class Clients(TokenTest):
    def test_they_stand_in_the_audit_log_under_their_names(self):
        log = self.folder / "jwt-audit.log"
        service = self.start(**self.settings(audit_log=log))
        self.assert_let_in(service, self.token())
        self.assert_refused(service, self.token(aud="other"), "aud")
        lines = [json.loads(line) for line in log.read_text().splitlines()]
        self.assertEqual([(line["client"], line["status"]) for line in lines], [("ehr", 200), ("-", 401)])

    def test_tenants_of_one_issuer(self):
        self.write_keys(self.keys["ec"], name="north.json")
        clients = [{"name": "south", "iss": ISSUER, "tenant": "S", "keys": "keys.json"}, {"name": "north", "iss": ISSUER, "tenant": "N", "keys": "north.json"}]
        log = self.folder / "tenants.log"
        service = self.start(**self.settings(clients, audit_log=log))
        self.assert_let_in(service, self.token("rsa", tenant="S"))
        self.assert_let_in(service, self.token("ec", tenant="N"))
        self.assert_refused(service, self.token("rsa", tenant="N"), "kid")
        self.assert_refused(service, self.token("rsa", tenant="W"), "tenant")
        self.assert_refused(service, self.token("rsa"), "tenant")
        self.assert_refused(service, self.token("rsa", header={"jku": KEY_SET_URL}, tenant="S"), "jku", "a jku where none is known")
        self.assertEqual([json.loads(line)["client"] for line in log.read_text().splitlines()], ["south", "north"] + ["-"] * 4)

    def test_keys_are_changed_by_a_reload_and_used_tokens_stay_used(self):
        service = self.start(**self.settings())
        token = self.token("rsa")
        self.assert_let_in(service, token)
        fresh = self.signer.make("ES384", "fresh")
        self.write_keys(fresh, self.keys["rsa"])
        self.assertIn("reloaded, pack", service.reload())
        self.keys["fresh"] = fresh
        self.addCleanup(self.keys.pop, "fresh")
        self.assert_let_in(service, self.token("fresh"))
        self.assert_refused(service, self.token("ec"), "kid")
        self.assert_refused(service, token, "used before")
        # What is wrong leaves all as it was.
        (self.folder / "keys.json").write_text('{"keys": []}')
        self.assertIn("not reloaded", service.reload())
        self.assert_let_in(service, self.token("fresh"))

    def test_skew_and_life_may_be_set(self):
        service = self.start(**self.settings(cds_skew_seconds=5, cds_token_seconds=30))
        now = int(time.time())
        self.assert_let_in(service, self.token(iat=now, exp=now + 30))
        self.assert_refused(service, self.token(iat=now, exp=now + 31), "30 seconds")
        self.assert_refused(service, self.token(iat=now + 20, exp=now + 30), "iat")
        self.assert_refused(service, self.token(iat=now - 25, exp=now - 10), "expired")

    def test_beside_bearer_tokens_and_certificates(self):
        made = subprocess.run([UNKNOTD, "--make-token"], capture_output=True, text=True, check=True).stdout
        token, line = [row.split(":", 1)[1].strip() for row in made.splitlines()]
        tokens = self.folder / "bearer"
        tokens.write_text(line + "\n")
        service = self.start(**self.settings(tokens=tokens))
        self.assert_let_in(service, token)
        self.assert_let_in(service, self.token())
        self.assert_refused(service, token[:-1], "not known here")
        bearer = {**JSON, "Authorization": f"Bearer {token}"}
        self.assertEqual(self.ask(service, "POST", "/v1/assess", EXAMPLE, bearer)[0], 200)

        clinics = Authority(self.folder, "clinics")
        shown = clinics.sign("clinic", "clinic-a")
        service = self.start(**self.settings(client_authority=clinics.certificate, client_names=["clinic-a"]))
        self.assertEqual(self.ask(service, "POST", "/v1/assess", EXAMPLE, JSON, shown)[0], 200)
        self.assertEqual(self.ask(service, "GET", "/v1/info")[0], 401)
        self.assert_let_in(service, self.token())

    def test_what_is_wrong_is_named_at_the_start(self):
        good = {"name": "ehr", "iss": ISSUER, "keys": "keys.json"}
        rsa = {name: value for name, value in self.keys["rsa"].items() if name != "private"}
        ec = {name: value for name, value in self.keys["ec"].items() if name != "private"}
        small = self.signer.make("RS384", "small", bits=1024)
        other_curve = self.signer.make("ES256", "other")
        del small["private"], other_curve["private"]
        private = {**self.keys["rsa"]["private"], "kid": "rsa"}
        change = lambda text: ("A" if text[0] != "A" else "B") + text[1:]
        key_sets = {
            "[]": "expected a list of 1 to 100 keys", '{"keys": []}': "expected a list of 1 to 100 keys", '{"keys": {}}': "expected a list",
            "{": "expected JSON", '{"keys": [], "keys": []}': "two members of one name", '{"keys": [7]}': "kid",
            json.dumps({"keys": [private]}): 'kid "rsa"): d: this key is private', json.dumps({"keys": [{**ec, "d": "AA"}]}): "d: this key is private",
            json.dumps({"keys": [{"kty": "oct", "kid": "a", "k": "AAAA"}]}): "k: this key is private", json.dumps({"keys": [small]}): "2048 to 8192 bits, not 1024",
            json.dumps({"keys": [{**other_curve, "alg": "ES384"}]}): "crv: expected P-384", json.dumps({"keys": [other_curve]}): "alg: expected ES384",
            json.dumps({"keys": [{**rsa, "alg": "RS256"}]}): "alg: expected RS384", json.dumps({"keys": [{**rsa, "alg": "ES384"}]}): "alg: expected RS384",
            json.dumps({"keys": [{**rsa, "use": "enc"}]}): "use: expected sig", json.dumps({"keys": [{**rsa, "key_ops": ["sign"]}]}): "key_ops",
            json.dumps({"keys": [{**rsa, "kty": "OKP"}]}): "kty", json.dumps({"keys": [{**rsa, "kid": ""}]}): "kid", json.dumps({"keys": [rsa, {**ec, "kid": "rsa"}]}): "twice",
            json.dumps({"keys": [{**rsa, "n": rsa["n"] + "="}]}): "n: expected base64url", json.dumps({"keys": [{**rsa, "e": "AA"}]}): "no RSA key",
            json.dumps({"keys": [{**rsa, "e": "AQ"}]}): "no RSA key", json.dumps({"keys": [{**ec, "x": change(ec["x"])}]}): "not on the curve",
            json.dumps({"keys": [{**ec, "x": ec["x"][:-4]}]}): "48 bytes", json.dumps({"keys": [{**ec, "x": 7}]}): "x: expected a text",
        }
        cases = [([good], text, word) for text, word in key_sets.items()]
        cases += [(clients, json.dumps({"keys": [rsa]}), word) for clients, word in [
            ([], "a list of clients"), ({"name": "ehr"}, "a list of clients"), ([7], "an object"), ([{**good, "jwks": "a"}], "jwks: is not known"),
            ([{"name": "ehr", "keys": "keys.json"}], "iss: is missing"), ([{"name": "ehr", "iss": "a"}], "keys: is missing"), ([{**good, "iss": ""}], "iss: expected a text"),
            ([{**good, "tenant": 7}], "tenant: expected a text"), ([{**good, "name": 'a"b'}], "name: expected"), ([good, {**good, "iss": "b"}], "client 1: name"),
            ([good, {**good, "name": "b"}], "need a tenant each"), ([good, {**good, "name": "b", "tenant": "t"}], "need a tenant each"),
            ([{**good, "keys": "none.json"}], "none.json cannot be read"), ([{**good, "keys": "/dev/zero"}], "cannot be read")]]
        settings = self.settings()
        for clients, keys, word in cases:
            settings["cds_clients"].write_text(json.dumps(clients))
            (self.folder / "keys.json").write_text(keys)
            said = self.failure(**settings)
            self.assertIn(word, said)
            self.assertIn("unknotd: cds_clients: ", said)

    def failure(self, **settings):
        """What it says when it does not start."""
        service = self.start(wait=False, **settings)
        self.assertEqual(service.process.wait(60), 1)
        return service.errors.read_text()

    def test_keys_of_the_configuration_that_belong_together(self):
        settings = self.settings()
        self.assertIn("cds_audiences: expected", self.failure(cds_clients=settings["cds_clients"]))
        self.assertIn("cds_audiences: expected", self.failure(**{**settings, "cds_audiences": [""]}))
        self.assertIn("cds_clients: is missing", self.failure(cds_audiences=[AUDIENCE]))
        self.assertIn("try_it_page", self.failure(**settings, try_it_page=True))
        self.assertIn("cannot be read", self.failure(**{**settings, "cds_clients": self.folder / "nowhere"}))

    def test_they_count_as_clients_who_say_who_they_are(self):
        settings = {**self.settings(), "certificate": self.certificate, "key": self.key, "listen": ["0.0.0.0:0"]}
        file = self.folder / "outside.toml"
        file.write_text("".join(f"{key} = {json.dumps(str(value) if isinstance(value, Path) else value)}\n" for key, value in settings.items()))
        done = subprocess.run([UNKNOTD, "--config", file, "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
