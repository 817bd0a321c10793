"""client.py COMMAND…: a GNUmed client without its windows: what it does at the start, and then one command after another.

activate NUMBER | deactivate | hook NAME | wait FILE | offline | create FIRST LAST DAY: each is one argument. What the status line
would show, and the number of who was created, come as lines.
"""
import os
import sys
import time

sys.path.insert(0, "/usr/share/gnumed")
from Gnumed.pycommon import gmI18N

gmI18N.activate_locale()
gmI18N.install_domain()
from Gnumed.pycommon import gmCfg, gmConnectionPool, gmDateTime, gmDispatcher, gmHooks, gmTools

gmDateTime.init()
gmTools.gmPaths(app_name="gnumed")
credentials = gmConnectionPool.cPGCredentials()
credentials.database, credentials.user, credentials.password, credentials.port = "gnumed_v22", "any-doc", "any-doc", 5432
gmConnectionPool.gmConnectionPool().credentials = credentials
gmDispatcher.set_main_thread_caller(lambda function, *given, **named: function(*given, **named))
gmDispatcher.connect(signal="statustext", receiver=lambda **given: print("STATUS", given["msg"], flush=True))
from Gnumed.business import gmPerson, gmPraxis, gmStaff

gmPraxis.activate_first_praxis_branch()
gmStaff.set_current_provider_to_logged_on_user()

for command in sys.argv[1:]:
    name, *given = command.split()
    if name == "activate":
        assert gmPerson.set_active_patient(int(given[0]))
        assert gmPerson.gmCurrentPatient().emr
        print("ACTIVE", flush=True)
    elif name == "deactivate":
        gmPerson.gmCurrentPatient(-1)
    elif name == "offline":  # else it asks its makers at every start whether there is a newer one
        gmCfg.cCfgSQL().set(workplace="GNUmed Default", option="horstspace.update.autocheck_at_startup", value=False)
    elif name == "wait":
        while not os.path.exists(given[0]):
            time.sleep(0.01)
    elif name == "hook":
        gmHooks.run_hook_script(given[0])
    elif name == "create":
        born = gmDateTime.pydt_now_here().replace(year=1968, month=3, day=int(given[2]))
        person = gmPerson.create_identity(gender="f", dob=born, firstnames=given[0], lastnames=given[1])
        print("CREATED", person.ID)
    else:
        sys.exit(f"no such command: {name}")
print("ALIVE")
