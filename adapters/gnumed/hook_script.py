"""Unknot in GNUmed: files a patient's flags and sheet with the active patient.  README.md says how it is set up.

GNUmed runs ~/.gnumed/scripts/hook_script.py.  If a clinic has one of its own, this file goes beside it as unknot_hook.py,
and its run_script(hook) calls unknot_hook.run_script(hook).
"""
import contextlib
import hashlib
import json
import logging
import re
import sys
import time
from pathlib import Path

FOLDER = Path.home() / ".gnumed" / "unknot"
HOOKS = ("post_patient_activation", "app_activated", "startup-after-GUI-init")
TIERS = {"emergency": "EMERGENCY", "same_day": "same day", "soon": "within days", "routine": "routine visit",
         "self_care": "self-care"}
URGENT = ("emergency", "same_day")
NAME = "low back screen"  # of the episode, and of the document's type
STILL_WRITTEN_SECONDS = 60  # so long a file may be no JSON yet
LOCK_SECONDS = 20
WRITE_TRIES = 10

log = logging.getLogger("gm.unknot")
engines = []  # the one engine, once it could be opened
told = set()  # what windows have said since the folder was last empty


class Intake:
    """A file as it was when it was read; another one may come under its name at any time."""

    def __init__(self, path):
        self.path, self.seconds, self.content = path, int(path.stat().st_mtime), path.read_bytes()
        # With its time: who answers the same on another day is seen on another day.
        self.reference = f"unknot:{hashlib.sha256(self.content).hexdigest()}@{self.seconds}"

    def put_away(self, folder):
        place, number = FOLDER / folder / self.path.name, 1
        while place.exists():
            number += 1
            place = place.with_name(f"{self.path.stem}.{number}.json")
        self.path.rename(place)
        if place.read_bytes() != self.content:
            place.rename(self.path)


def run_script(hook=None):
    """What GNUmed calls. Whatever goes wrong here is told, and GNUmed goes on."""
    if hook not in HOOKS:
        return
    try:
        look_at_intakes()
    except Exception as error:
        tell_trouble(FOLDER / "in", error)


def look_at_intakes():
    """Files what is the active patient's; says what waits for others, and how urgent that is."""
    for name in ("in", "done", "failed"):
        (FOLDER / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    intakes = sorted((FOLDER / "in").glob("*.json"))
    if not intakes:
        told.clear()
        return
    engine = the_engine()
    active = active_patient()
    waiting = []
    for path in intakes:
        try:
            intake = Intake(path)
            result, number = assessed(engine, intake)
            if result is None:
                continue
            if active is not None and active.ID == number:
                file_with(active, intake, result)
            else:
                waiting.append((number, result))
        except Exception as error:  # the other intakes are looked at all the same
            if path.exists():  # else another client was faster
                tell_trouble(path, error)
    if waiting:
        patients = ", ".join(f"#{number} ({urgency(result)})" for number, result in waiting)
        tell(f"Unknot: intakes wait for {patients}. Activate the patient to file them.",
             any(is_urgent(result) for _, result in waiting), once=True)


def the_engine():
    try:
        import unknot
    except ModuleNotFoundError as error:
        raise ImportError(f"{error}. Install Unknot's wheel for the Python that runs GNUmed") from error

    if not engines:
        settings = FOLDER / "settings.json"
        try:
            given = json.loads(settings.read_text()) if settings.exists() else {}
        except ValueError as error:
            raise ValueError(f"{settings} is not JSON: {error}") from error
        engines.append(unknot.Engine(**given))
    return engines[0]


def active_patient():
    from Gnumed.business import gmPerson

    patient = gmPerson.gmCurrentPatient()
    return patient if patient.connected else None


def assessed(engine, intake):
    """The result, and the number of the patient; nothing of an intake that is not to be filed."""
    import unknot

    try:
        result = engine.assess(intake.content, at=intake.seconds)
    except unknot.IntakeError as error:
        if error.code != "invalid_json" or time.time() - intake.seconds > STILL_WRITTEN_SECONDS:
            refuse(intake, f"was refused, nothing was assessed: {error.code} {error.pointer}, expected: {error.expected}")
        return None, None
    subject = re.fullmatch(r"Patient/([1-9][0-9]*)", result.record["request"].get("subject", ""))
    if subject is None:
        refuse(intake, f"names no patient, and says: {urgency(result)}. request.subject must be Patient/ and GNUmed's number")
        return None, None
    return result, int(subject[1])


def urgency(result):
    words = TIERS[result.tier]
    return words if result.complete else f"{words}, not complete, possibly {TIERS[result.possible_tier]}"


def is_urgent(result):
    return result.tier in URGENT or result.possible_tier in URGENT


def refuse(intake, words):
    """Somebody must look at it: a message stays in the inbox, the file in failed/."""
    words = f"Unknot: the intake {intake.path.name} {words}. Ask the patient in person."
    write(lambda: [message(words, None, True)])
    intake.put_away("failed")
    tell(words, True)


def write(make_queries):
    """One transaction; once more if another one came between, as PostgreSQL asks for."""
    from Gnumed.pycommon import gmPG2
    from psycopg2.extensions import TransactionRollbackError

    for tries_left in reversed(range(WRITE_TRIES)):
        try:
            return gmPG2.run_rw_queries(queries=make_queries())
        except TransactionRollbackError:
            if tries_left == 0:
                raise
            time.sleep(0.1)


def message(words, patient, urgent):
    """The query that puts it into the inbox of whoever is logged in."""
    from Gnumed.business import gmProviderInbox, gmStaff

    return {"cmd": """INSERT INTO dem.message_inbox (fk_staff, fk_patient, fk_inbox_item_type, comment, importance)
                VALUES (%(staff)s, %(patient)s, %(type)s, %(words)s, %(importance)s)""",
            "args": {"staff": gmStaff.gmCurrentProvider()["pk_staff"], "patient": patient, "words": words,
                     "type": gmProviderInbox.create_inbox_item_type("Unknot"), "importance": 1 if urgent else 0}}


def file_with(patient, intake, result):
    """Document and message in one transaction, which GNUmed's own functions would cut into several."""
    from Gnumed.business import gmDocuments
    from Gnumed.pycommon import gmPG2

    emr = patient.emr  # before the lock: where GNUmed cannot open it, it waits for most of a minute
    # One client after the other: several may look at one folder.
    with contextlib.closing(gmPG2.get_connection(pooled=False, autocommit=True)) as lock:
        gmPG2.run_ro_queries(link_obj=lock, queries=[
            {"cmd": f"SET lock_timeout TO '{LOCK_SECONDS}s'; SELECT pg_advisory_lock(hashtext('unknot'))"}])
        if not gmDocuments.search_for_documents(patient_id=patient.ID, external_reference=intake.reference):
            # Titles alone: a reason may be private, and others may see the screen.
            raised = [flag.title for flag in result.flags if flag.status == "raised"]
            words = f"Back pain: {urgency(result)}. {', '.join(raised) or 'No flag'}. Why: in the clinic's copy."
            write(lambda: [*document(emr, result, intake.reference), message(words, patient.ID, is_urgent(result))])
            tell(f"Unknot filed with #{patient.ID}: {words}", is_urgent(result))
        intake.put_away("done")


def document(emr, result, reference):
    """The queries that put it into the patient's documents."""
    import unknot
    from Gnumed.business import gmDocuments

    try:
        sheet = ("sheet.pdf", result.document(unknot.PDF))
    except unknot.Error:  # no module, or it is not whole: what was found must not wait for paper
        sheet = ("sheet.html", result.document(unknot.HTML))
    parts = {"patient's sheet": sheet, "clinic's copy": ("clinic.html", result.document(unknot.CLINIC_HTML)),
             "record": ("record.json", result.document(unknot.JSON))}
    queries = [{
        "cmd": """INSERT INTO blobs.doc_med (fk_type, fk_encounter, fk_episode, comment, ext_ref)
            VALUES (%(type)s, %(encounter)s, %(episode)s, %(comment)s, %(reference)s)""",
        "args": {"type": gmDocuments.create_document_type(NAME)["pk_doc_type"],
                 "encounter": emr.active_encounter["pk_encounter"],
                 "episode": emr.add_episode(episode_name=NAME)["pk_episode"],
                 "comment": urgency(result), "reference": reference}}]
    for number, (comment, (name, content)) in enumerate(parts.items(), 1):
        queries.append({
            "cmd": """INSERT INTO blobs.doc_obj (fk_doc, seq_idx, data, filename, comment)
                VALUES (currval('blobs.doc_med_pk_seq'), %(number)s, %(content)s, %(name)s, %(comment)s)""",
            "args": {"number": number, "content": content, "name": name, "comment": comment}})
    return queries


def tell_trouble(place, error):
    log.error("nothing filed", exc_info=error)
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    tell(f"Unknot filed nothing: {words}. What was not filed waits: {place}. Until it is, ask the patient in person.",
         True, once=True)


def tell(words, urgent, once=False):
    """In the status line; what is urgent in a window too. `once` is what every look would say again."""
    from Gnumed.pycommon import gmDispatcher

    log.info("told, urgent: %s", urgent)  # not the words: they tell of a patient
    gmDispatcher.send(signal="statustext", msg=words, beep=urgent)
    if not urgent or (once and words in told):
        return
    told.add(words)
    wx = sys.modules.get("wx")
    if wx and wx.GetApp():
        from Gnumed.wxpython import gmGuiHelpers
        wx.CallAfter(gmGuiHelpers.gm_show_warning, words, "Unknot")
