#!/bin/bash
# Starts clamd, waits until it answers, then c-icap, then proves by the canary that bad files are found. Whatever goes wrong
# ends the container: a scanner that is not there makes uploads wait, one that is blind lets them in.
#
#   SCANNER_STATE       a folder for sockets, logs and temporary files      /run/dossier-scanner
#   SCANNER_DATABASE    the folder of the signatures                        /var/lib/clamav
#   SCANNER_LISTEN      port or address:port of c-icap                      1344
#   SCANNER_SIGNATURES  "official", or "canary-only" for tests: then only   official
#                       the canary's signature is loaded and nothing is downloaded
#   SCANNER_MAX_AGE_DAYS  clamd won't start with older signatures           7
#   SCANNER_CANARY_SECONDS  for one of the canary's five files              10
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
state=${SCANNER_STATE:-/run/dossier-scanner}
database=${SCANNER_DATABASE:-/var/lib/clamav}
export SCANNER_LISTEN=${SCANNER_LISTEN:-1344}
signatures=${SCANNER_SIGNATURES:-official}
max_age_days=${SCANNER_MAX_AGE_DAYS:-7}

say() { printf 'scanner: %s\n' "$1"; }
fail() {
  say "$1"
  exit 1
}

children=()
stop_children() {
  trap - EXIT TERM INT
  for child in "${children[@]}"; do kill -TERM "$child" 2>/dev/null || true; done
  for child in "${children[@]}"; do wait "$child" 2>/dev/null || true; done
}
trap stop_children EXIT
trap 'stop_children; exit 0' TERM INT

# Fills the configuration in. run-scanner.ts fills in the same files.
umask 077
mkdir -p "$state/tmp" "$state/config" "$database"
modules=$(dirname "$(find /usr/lib -path '*/c_icap/virus_scan.so' -print -quit)")
for template in "$here"/config/*.conf; do
  sed -e "s#@STATE@#$state#g" -e "s#@CONFIG@#$state/config#g" -e "s#@DATABASE@#$database#g" -e "s#@LISTEN@#$SCANNER_LISTEN#g" \
    -e "s#@MODULES@#$modules#g" -e 's#@TEMPLATES@#/usr/share/c_icap/templates/#g' -e 's#@MAGIC@#/etc/c-icap/c-icap.magic#g' \
    "$template" >"$state/config/$(basename "$template")"
done
rm -f "$state/clamd.sock" "$state/c-icap.ctl"
cp "$here"/signatures/dossier-* "$database/"

update() { freshclam --config-file="$state/config/freshclam.conf" --stdout; }
clamd_options=(--config-file="$state/config/clamd.conf")
if [ "$signatures" = official ]; then
  update || say 'the signatures could not be updated; going on with those at hand'
  compgen -G "$database/*.c[vl]d" >/dev/null || fail 'there are no signatures, and none could be downloaded'
  clamd_options+=(--fail-if-cvd-older-than="$max_age_days")
else
  say 'ONLY THE CANARY SIGNATURE IS LOADED: no real threat will be found'
fi

clamd "${clamd_options[@]}" &
clamd=$!
children+=("$clamd")

# c-icap must not start before clamd answers: it would pass everything for as long as it lives.
clamd_answers() {
  perl -MIO::Socket::UNIX -e '
    alarm 5;
    my $socket = IO::Socket::UNIX->new($ARGV[0]) or exit 1;
    syswrite $socket, "zPING\0";
    sysread $socket, my $answer, 16;
    exit($answer eq "PONG\0" ? 0 : 1);
  ' "$state/clamd.sock" 2>/dev/null
}
for attempt in $(seq 1200); do
  kill -0 "$clamd" 2>/dev/null || fail 'clamd ended before it answered'
  clamd_answers && break
  [ "$attempt" -lt 1200 ] || fail 'clamd did not answer within five minutes'
  sleep 0.25
done
say 'clamd answers'

c-icap -N -D -f "$state/config/c-icap.conf" &
cicap=$!
children+=("$cicap")
for attempt in $(seq 40); do
  kill -0 "$cicap" 2>/dev/null || fail 'c-icap ended before it answered'
  "$here/canary.sh" && break
  [ "$attempt" -lt 40 ] || fail 'the canary was not found'
  sleep 0.5
done

if [ "$signatures" = official ]; then
  (
    trap - EXIT
    while sleep 3600; do update || say 'the signatures could not be updated'; done
  ) &
  children+=("$!")
fi

# Either of the two gone, and the container goes. (bash's `wait -n` overlooks one that went before it was called.)
while kill -0 "$clamd" 2>/dev/null && kill -0 "$cicap" 2>/dev/null; do sleep 1; done
fail 'clamd or c-icap ended; the container ends too'
