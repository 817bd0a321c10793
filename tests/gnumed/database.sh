#!/usr/bin/env bash
# database.sh PLACE: a GNUmed database with its demonstration data, in a PostgreSQL of its own in PLACE/data.
# Debian's gm-bootstrap_server would do it in the system's PostgreSQL.
set -euo pipefail
place=$1
export PATH=/usr/lib/postgresql/15/bin:$PATH PGHOST=$place GM_DB_PORT=5432 GM_LOG_BASE=$place PYTHONDONTWRITEBYTECODE=1

initdb -D "$place/data" -U postgres -E UTF8 --locale=C.UTF-8 --auth=trust -N >"$place/initdb.log"
cat >>"$place/data/postgresql.conf" <<'CONF'
listen_addresses = ''
# What the client asks of a database before it lets anybody in.
log_connections = on
log_disconnections = on
track_commit_timestamp = on
max_wal_size = 64MB
CONF
pg_ctl -D "$place/data" -o "-k $place -c fsync=off" -l "$place/postgres.log" -w start >/dev/null
trap 'pg_ctl -D "$place/data" -m fast -w stop >/dev/null' EXIT

# The scripts look for their own folder under another name, and put a link beside it.
mkdir "$place/server"
cp -r /var/lib/gnumed/server/{bootstrap,pycommon,sql,__init__.py} "$place/server"
cd "$place/server/bootstrap"
/usr/bin/python3 bootstrap_gm_db_system.py --log-file="$place/bootstrap.log" --conf-file=bootstrap-latest.conf --quiet ||
  { tail -n 40 "$place/bootstrap.log"; exit 1; }
# Each version was made from the one before it.
psql -U postgres -Atc "SELECT datname FROM pg_database WHERE datname ~ '^gnumed_v' AND datname <> 'gnumed_v22'" postgres |
  while read -r old; do dropdb -U postgres "$old"; done
cd "$place"
rm -r "$place/server" "$place/Gnumed"
