#!/bin/bash
# The container's health check: known-bad files of four kinds must be found, and a clean one must pass.
# Exit status 0: good. 1: blind or down. Never an OPTIONS request: c-icap answers those while clamd is dead.
set -uo pipefail

port=${SCANNER_LISTEN:-1344}
port=${port##*:}
# Seconds for one of the five files.
seconds=${SCANNER_CANARY_SECONDS:-10}

# The EICAR test file in two halves, so that a scanner that guards a working copy doesn't eat this one.
eicar() {
  printf '%s' 'X5O!P%@AP[4\PZX54(P^)7CC)7}$'
  printf '%s' 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
}
as_text() { eicar; }
as_pdf() { printf '%%PDF-1.4\n'; eicar; printf '\n%%%%EOF\n'; }
as_png() { printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'; eicar; }
# One stored entry named "e", with the CRC-32 of the test file.
as_zip() {
  local entry='\x0a\0\0\0\0\0\0\0\x21\0\x3c\xcf\x51\x68\x44\0\0\0\x44\0\0\0\x01\0\0\0'
  printf "PK\x03\x04${entry}e"
  eicar
  printf "PK\x01\x02\x0a\0${entry}"
  printf '\0\0\0\0\0\0\0\0\0\0\0\0\0\0e'
  printf 'PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0\x63\0\0\0\0\0'
}
as_clean() { printf 'A plain text without harm. It has to pass.\n'; }

# Sends what "$1" prints and prints the head of the answer.
ask() {
  local size request='GET http://dossier.invalid/file HTTP/1.1\r\nHost: dossier.invalid\r\n\r\n'
  local response='HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n'
  size=$("$1" | wc -c)
  exec 3<>"/dev/tcp/127.0.0.1/${port}" || return 1
  {
    printf 'RESPMOD icap://127.0.0.1:%s/avscan ICAP/1.0\r\nHost: 127.0.0.1:%s\r\n' "$port" "$port"
    printf 'Allow: 204\r\nConnection: close\r\nEncapsulated: req-hdr=0, res-hdr=67, res-body=126\r\n\r\n'
    printf "${request}${response}"
    printf '%x\r\n' "$size"
    "$1"
    printf '\r\n0\r\n\r\n'
  } >&3 || return 1
  timeout "$seconds" cat <&3 | tr -d '\0'
  exec 3>&-
}

for kind in as_text as_pdf as_png as_zip; do
  if ! ask "$kind" 2>/dev/null | grep -qi '^X-Infection-Found: .*Threat=.*Eicar'; then
    printf 'scanner: the canary %s was not found\n' "${kind#as_}"
    exit 1
  fi
done
if ! ask as_clean 2>/dev/null | head -n 1 | grep -q '^ICAP/1.0 204'; then
  printf 'scanner: the clean canary did not pass\n'
  exit 1
fi
printf 'scanner: the canary is good\n'
