"""The hook script in GNUmed 1.8: its business layer, its own way of calling hooks, its database, and its windows.

run.sh starts it, in a folder that has all it needs. What was filed is read by psql, and compared with what the command
line says of the same intake.
"""
import base64
import json
import os
import re
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path

PLACE = Path(__file__).resolve().parent
INTAKE = json.loads((PLACE / "intake.json").read_text())
SERVER = ["/usr/lib/postgresql/15/bin/pg_ctl", "-D", PLACE / "data", "-l", PLACE / "postgres.log", "-w"]
AT = 1795423800  # 2026-11-23 08:50 UTC
RED = {**INTAKE["answers"], "saddle_numbness": True}
OPEN = {question: answer for question, answer in INTAKE["answers"].items() if question != "sexual_change"}


def setUpModule():
    subprocess.run([*SERVER, "-o", f"-k {PLACE}", "start"], check=True, stdout=subprocess.DEVNULL)


def tearDownModule():
    subprocess.run([*SERVER, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL)


def sql(query):
    """Its rows, each a tuple of texts."""
    done = subprocess.run(["psql", "-h", PLACE, "-U", "postgres", "-XAt", "-F", "\t", "-c", query, "gnumed_v22"], check=True,
                          capture_output=True, text=True, env={**os.environ, "PGOPTIONS": "-c default_transaction_read_only=off"})
    return [tuple(line.split("\t")) for line in done.stdout.splitlines()]


def said_by_unknot(path, form):
    done = subprocess.run([PLACE / "unknot", "assess", path, "--format", form, "--at", str(AT), "-o", PLACE / "out"], check=True,
                          env={"LD_LIBRARY_PATH": str(PLACE)})
    return (PLACE / "out").read_bytes()


class GnumedTest(unittest.TestCase):
    """Each test is a clinic of its own, and comes with a patient of its own, all of the same name."""
    birthdays = iter(range(1, 29))

    def setUp(self):
        self.home = PLACE / self.id().split(".")[-1]
        self.folder = self.home / ".gnumed" / "unknot"
        for folder in (self.folder / "in", self.home / ".gnumed" / "scripts", self.home / "tmp"):
            folder.mkdir(parents=True)
        script = self.home / ".gnumed" / "scripts" / "hook_script.py"
        shutil.copy(PLACE / "hook_script.py", script)
        script.chmod(0o600)
        self.environment = {
            "HOME": str(self.home), "TMPDIR": str(self.home / "tmp"), "PATH": os.environ["PATH"], "PGHOST": str(PLACE),
            "TZ": "UTC", "LANG": "C.UTF-8", "PYTHONPATH": str(PLACE / "python"), "PYTHONDONTWRITEBYTECODE": "1",
            "UNKNOT_LIBRARY": str(PLACE / "libunknot.so.1")}
        self.patient = int(re.search(r"CREATED (\d+)", self.client(f"create Rosa Example {next(self.birthdays)}", is_quiet=False))[1])

    def start_client(self, *commands, **changes):
        environment = {name: value for name, value in {**self.environment, **changes}.items() if value is not None}
        return subprocess.Popen(["/usr/bin/python3", PLACE / "client.py", *commands], cwd=self.home, env=environment,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def end_client(self, client):
        """What the status line showed, once the client has come to its end alive."""
        said = client.communicate(timeout=60)[0]
        self.assertEqual((client.returncode, said.splitlines()[-1]), (0, "ALIVE"), said)
        return said

    def client(self, *commands, is_quiet=True, **changes):
        said = self.end_client(self.start_client(*commands, **changes))
        return re.findall(r"^STATUS (.*)", said, re.M) if is_quiet else said

    def open_chart(self, **changes):
        return self.client(f"activate {self.patient}", "hook post_patient_activation", **changes)

    def send(self, name="room-2.json", answers=INTAKE["answers"], patient=None, text=None):
        path = self.folder / "in" / name
        path.write_text(text or json.dumps({**INTAKE, "answers": answers, "request": {"subject": f"Patient/{patient or self.patient}"}}))
        os.utime(path, (AT, AT))
        return path

    def documents(self):
        """(name, bytes) of each part of each document of this patient, in their order, with what the document is."""
        rows = sql(f"""SELECT d.pk_doc, d.type, d.comment, d.episode, o.filename, o.obj_comment, translate(encode(b.data, 'base64'), E'\\n', '')
            FROM blobs.v_doc_med d JOIN blobs.v_obj4doc_no_data o USING (pk_doc) JOIN blobs.doc_obj b ON b.pk = o.pk_obj
            WHERE d.pk_patient = {self.patient} ORDER BY d.pk_doc, o.seq_idx""")
        return [(*row[:-1], base64.b64decode(row[-1])) for row in rows]

    def messages(self):
        """(importance, words) of this patient's in the inbox of the doctor."""
        return sql(f"""SELECT importance, comment FROM dem.v_message_inbox
            WHERE pk_patient = {self.patient} AND type = 'Unknot' AND provider = 'LMcC' ORDER BY pk_inbox_message""")

    def names(self, folder):
        return sorted(path.name for path in (self.folder / folder).iterdir())

    def assert_nothing_filed(self):
        self.assertEqual((self.documents(), self.messages()), ([], []))


class Filing(GnumedTest):
    def test_flags_and_sheet_are_filed_with_the_active_patient(self):
        path = self.send()
        kept = {form: said_by_unknot(path, form) for form in ("html", "clinic", "json")}
        said = self.open_chart()
        words = "Back pain: within days. Neurological signs, Pain down the leg, Other serious condition or sign. Why: in the clinic's copy."
        self.assertEqual(said, [f"Unknot filed with #{self.patient}: {words}"])
        documents = self.documents()
        self.assertEqual({row[0] for row in documents}, {documents[0][0]})
        self.assertEqual([row[1:] for row in documents], [
            ("low back screen", "within days", "low back screen", name, what, kept[form])
            for name, what, form in (("sheet.html", "patient's sheet", "html"), ("clinic.html", "clinic's copy", "clinic"),
                                     ("record.json", "record", "json"))])
        self.assertEqual(self.messages(), [("0", words)])
        self.assertEqual((self.names("in"), self.names("done"), self.names("failed")), ([], ["room-2.json"], []))
        # The same file once more is the same intake.
        self.send()
        self.assertEqual(self.open_chart(), [])
        self.assertEqual((len(self.documents()), len(self.messages())), (3, 1))
        self.assertEqual(self.names("done"), ["room-2.2.json", "room-2.json"])
        # The same answers on another day are another intake.
        os.utime(self.send(), (AT + 86400, AT + 86400))
        self.open_chart()
        self.assertEqual((len(self.documents()), len(self.messages())), (6, 2))
        # Other answers are another intake; it goes to the same episode.
        self.send(answers=RED)
        self.open_chart()
        self.assertEqual((len(self.documents()), len({row[3] for row in self.documents()})), (9, 1))

    def test_what_is_urgent_says_so(self):
        self.send("a.json", answers=RED)
        self.send("b.json", answers=OPEN)
        said = self.open_chart()
        (red, red_words), (open_, open_words) = self.messages()
        self.assertEqual((red, open_), ("1", "1"))
        self.assertIn("EMERGENCY", red_words)
        self.assertIn("within days, not complete, possibly EMERGENCY", open_words)
        self.assertEqual(len(said), 2)

    def test_the_sheet_is_pdf_if_the_module_is_there(self):
        (self.folder / "settings.json").write_text(json.dumps({"pdf_module": str(PLACE / "libunknot-pdf.so.1")}))
        self.send()
        said = self.open_chart()
        self.assertIn("Unknot filed with", said[0])
        name, _, content = self.documents()[0][-3:]
        self.assertEqual((name, content[:5], content[-6:]), ("sheet.pdf", b"%PDF-", b"%%EOF\n"))
        self.assertGreater(len(content), 20_000)

    def test_without_its_patient_an_intake_waits_and_is_told(self):
        self.send(answers=RED)
        self.send("calm.json")
        waiting = (f"Unknot: intakes wait for #{self.patient} (within days), #{self.patient} (EMERGENCY). Activate the patient to file them.")
        self.assertEqual(self.client("hook post_patient_activation"), [waiting])
        self.assertEqual(self.client("activate 12", "hook post_patient_activation"), [waiting])
        self.assertEqual(self.client(f"activate {self.patient}", "deactivate", "hook app_activated"), [waiting])
        self.assertEqual(self.names("in"), ["calm.json", "room-2.json"])
        self.assert_nothing_filed()
        self.assertEqual(sql("SELECT * FROM blobs.v_doc_med WHERE pk_patient = 12 AND type = 'low back screen'"), [])
        # The tablet comes back while the chart is open, and GNUmed to the front.
        self.assertEqual(len(self.client(f"activate {self.patient}", "hook app_activated")), 2)
        self.assertEqual(len(self.documents()), 6)

    def test_what_cannot_be_filed_comes_to_the_inbox(self):
        self.send("wrong.json", answers={"fever": "zebra"})
        self.send("cut.json", text='{"answers": {"fever": true')
        self.send("nobody.json", text='{"answers": {"saddle_numbness": true}}')
        self.send("other.json", text='{"answers": {"age": 46}, "request": {"subject": "4711"}}')
        self.send("good.json")
        said = self.open_chart()
        self.assertEqual(self.names("failed"), ["cut.json", "nobody.json", "other.json", "wrong.json"])
        self.assertEqual(self.names("done"), ["good.json"])
        rows = sql("SELECT importance, comment FROM dem.v_message_inbox WHERE type = 'Unknot' AND pk_patient IS NULL "
                   "AND comment ~ ' (cut|nobody|other|wrong).json' ORDER BY comment")
        self.assertEqual([row[0] for row in rows], ["1"] * 4)
        cut, nobody, other, wrong = (row[1] for row in rows)
        self.assertIn("cut.json was refused, nothing was assessed: invalid_json", cut)
        self.assertIn("wrong.json was refused, nothing was assessed: wrong_type /answers/fever", wrong)
        self.assertIn("nobody.json names no patient, and says: EMERGENCY.", nobody)
        self.assertIn("other.json names no patient", other)
        for words in (row[1] for row in rows):
            self.assertTrue(words.endswith("Ask the patient in person."), words)
            self.assertIn(words, said)
        logs = "".join(path.read_text(errors="replace") for path in self.home.rglob("*.log"))
        self.assertNotIn("zebra", logs + "".join(said))
        self.assertEqual(len(self.documents()), 3)

    def test_a_file_that_is_still_written_is_left(self):
        path = self.send(text='{"answers": {"fever": true')
        os.utime(path)
        os.utime(self.send("whole.json", answers={"fever": "zebra"}))
        self.assertEqual(len(self.open_chart()), 1)
        self.assertEqual((self.names("in"), self.names("failed")), (["room-2.json"], ["whole.json"]))

    def test_one_bad_file_stops_no_other(self):
        (self.folder / "in" / "a.json").mkdir()
        self.send(answers=RED)
        trouble, filed = self.open_chart()
        self.assertIn("a.json", trouble)
        self.assertIn("EMERGENCY", filed)

    def test_without_the_library_the_client_lives_on_and_says_what_to_do(self):
        self.send(answers=RED)
        old = self.home / "old.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", old], check=True, text=True,
                       input='const char* unknot_version(void) { return "0.8.3"; }')
        (self.home / "text.so").write_text("no library")
        for changes, words in (
            ({"PYTHONPATH": None}, "No module named 'unknot'. Install Unknot's wheel for the Python that runs GNUmed"),
            ({"UNKNOT_LIBRARY": str(self.home / "none.so")}, "none.so"),
            ({"UNKNOT_LIBRARY": str(self.home / "text.so")}, "text.so"),
            ({"UNKNOT_LIBRARY": str(old)}, "0.8.3"),
        ):
            with self.subTest(words=words):
                (told,) = self.open_chart(**changes)
                self.assertIn(words, told)
                self.assertIn("ask the patient in person", told)
        for settings, words in (("{", "settings.json is not JSON"), ('{"colour": "red"}', "colour"), ('{"overlay": "/none"}', "unreadable at /overlay")):
            with self.subTest(words=words):
                (self.folder / "settings.json").write_text(settings)
                (told,) = self.open_chart()
                self.assertIn(words, told)
        self.assertEqual(self.names("in"), ["room-2.json"])
        self.assert_nothing_filed()
        (self.folder / "settings.json").unlink()
        self.open_chart()
        self.assertEqual(len(self.documents()), 3)

    def test_what_the_database_refuses_is_filed_later_and_once(self):
        for table in ("blobs.doc_obj", "dem.message_inbox"):
            with self.subTest(table=table):
                before = len(self.documents()), len(self.messages())
                self.send(answers={**RED, "pain_score": before[0]})
                sql(f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no room''; END'; "
                    f"CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()")
                try:
                    (told,) = self.open_chart()
                finally:
                    sql(f"DROP TRIGGER refuse ON {table}; DROP FUNCTION refuse()")
                self.assertIn("no room", told)
                self.assertEqual((len(self.documents()), len(self.messages()), self.names("in")), (*before, ["room-2.json"]))
                again = self.open_chart()
                self.assertEqual((len(self.documents()), len(self.messages())), (before[0] + 3, before[1] + 1), again)

    def test_what_another_transaction_disturbs_is_tried_again(self):
        self.send()
        sql("CREATE SEQUENCE tries; GRANT USAGE ON tries TO PUBLIC; CREATE FUNCTION disturb() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN IF nextval(''tries'') < 3 THEN RAISE serialization_failure; END IF; RETURN NEW; END'; "
            "CREATE TRIGGER disturb BEFORE INSERT ON dem.message_inbox FOR EACH ROW EXECUTE FUNCTION disturb()")
        try:
            (told,) = self.open_chart()
        finally:
            sql("DROP TRIGGER disturb ON dem.message_inbox; DROP FUNCTION disturb(); DROP SEQUENCE tries")
        self.assertIn("Unknot filed with", told)
        self.assertEqual((len(self.documents()), len(self.messages())), (3, 1))

    def test_an_intake_that_comes_under_the_same_name_meanwhile_is_not_lost(self):
        self.send()
        sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(5); RETURN NEW; END'; "
            "CREATE TRIGGER slow BEFORE INSERT ON dem.message_inbox FOR EACH ROW EXECUTE FUNCTION slow()")
        try:
            client = self.start_client(f"activate {self.patient}", "hook post_patient_activation")
            while not sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"):
                self.assertIsNone(client.poll())
            self.send("new.part", answers=RED).rename(self.folder / "in" / "room-2.json")
            self.end_client(client)
        finally:
            sql("DROP TRIGGER slow ON dem.message_inbox; DROP FUNCTION slow()")
        self.assertEqual((self.names("in"), len(self.documents())), (["room-2.json"], 3))
        self.assertIn("EMERGENCY", self.open_chart()[0])
        self.assertEqual((self.names("in"), len(self.documents())), ([], 6))

    def test_two_clients_with_one_folder_file_once(self):
        for number in range(10):
            self.send(f"{number}.json", answers={**INTAKE["answers"], "age": 40 + number})
        clients = []
        for _ in range(3):  # GNUmed itself opens one chart for one client after the other
            clients.append(self.start_client(f"activate {self.patient}", "wait go", "hook app_activated"))
            while "ACTIVE" not in clients[-1].stdout.readline():
                self.assertIsNone(clients[-1].poll())
        (self.home / "go").touch()
        said = "".join(self.end_client(client) for client in clients)
        self.assertEqual((len(self.documents()), len(self.messages()), self.names("in")), (30, 10, []), said)
        self.assertNotIn("nothing", said)


class Windows(GnumedTest):
    """The client as its users have it, on a screen that nobody sees; xdotool is the user's hand."""

    def setUp(self):
        super().setUp()
        (self.home / ".gnumed" / "gnumed.conf").write_text(
            "[preferences]\nprofile = Clinic (gnumed_v22@)\nlogin = any-doc\n\n[backend]\nlogins = $logins$\nany-doc\n$logins$\n"
            "profiles = $profiles$\nClinic\n$profiles$\n\n[profile Clinic]\nhost =\nport = 5432\ndatabase = gnumed_v22\n"
            "public/open access = 0\nhelp desk = none\nlast known workplaces = $last known workplaces$\nGNUmed Default\n"
            "$last known workplaces$\n")
        sql("UPDATE ref.auto_hint SET is_active = FALSE")  # the windows of the demonstration's own reminders
        self.client("offline")
        read, write = os.pipe()
        self.start(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as number:
            # Debian's wxWidgets is a debug build, and stops at GNUmed's layout.
            self.environment.update(DISPLAY=f":{number.readline().strip()}", WXSUPPRESS_SIZER_FLAGS_CHECK="1", NO_AT_BRIDGE="1")
        self.start(["openbox"])
        self.gnumed = self.start(["gnumed"])

    def start(self, command, **options):
        with (self.home / "out").open("a") as out:
            process = subprocess.Popen(command, env=self.environment, cwd=self.home, stdout=out, stderr=out, start_new_session=True, **options)
        self.addCleanup(process.wait)
        self.addCleanup(os.killpg, process.pid, signal.SIGKILL)
        return process

    def hand(self, *command):
        done = subprocess.run(["xdotool", *command], env=self.environment, capture_output=True, text=True, timeout=30)
        return done.stdout.split()

    def take_picture(self):
        subprocess.run(["import", "-window", "root", "-crop", "1272x888+0+0", "+repage", PLACE / "client.png"], env=self.environment,
                       check=True)

    def window(self, title):
        """Waits until it is there, and puts it in front."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = self.hand("search", "--onlyvisible", "--name", title)
            if found:
                self.hand("windowactivate", "--sync", found[-1])
                return found[-1]
            time.sleep(0.2)
        self.take_picture()
        logs = "".join(path.read_text(errors="replace") for path in self.home.rglob("*.log"))
        self.fail(f"no window {title}: {logs[logs.find('Traceback'):][:4000]}")

    def accept(self, title):
        """Return, until the window is gone: a press may come before it takes any."""
        self.window(title)
        while self.hand("search", "--onlyvisible", "--name", title):
            self.window(title)
            self.hand("key", "Return")
            time.sleep(1)

    def test_a_doctor_opens_the_chart(self):
        self.send(answers=OPEN)
        self.window("^Welcome to")
        time.sleep(2)
        self.hand("type", "any-doc")
        self.hand("key", "Return")
        self.accept("Verifying database")
        # It waits, and may be an emergency: a window says so before any chart is open.
        self.window("Unknot$")
        self.assert_nothing_filed()
        self.accept("Unknot$")
        client = self.window("GNUmed Default")
        self.hand("windowsize", client, "1270", "860", "windowmove", client, "0", "0")
        end = time.monotonic() + 60
        while not self.hand("search", "--onlyvisible", "--name", f"Example.* #{self.patient} ") and time.monotonic() < end:
            self.hand("windowactivate", "--sync", client, "mousemove", "260", "70", "click", "1")
            time.sleep(1)
            self.hand("key", "ctrl+a")
            self.hand("type", f"#{self.patient}")
            self.hand("key", "Return")
            time.sleep(3)
        self.window("Unknot$")
        self.assertEqual([row[-2] for row in self.documents()], ["patient's sheet", "clinic's copy", "record"])
        self.assertEqual(len(self.messages()), 1)
        self.hand("mousemove", "1000", "300")
        time.sleep(2)
        self.take_picture()
        self.accept("Unknot$")
        self.window(f"Example.* #{self.patient} ")
        self.assertIsNone(self.gnumed.poll())


if __name__ == "__main__":
    unittest.main()
