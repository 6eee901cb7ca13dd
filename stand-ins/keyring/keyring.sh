#!/bin/sh
# A session bus and an unlocked keyring in the folder $1, for as long as stdin stays open.
# The first line of stdin is the keyring's password. Prints "ready <bus address>" on stdout.
# stdin ends when the starting process closes it or dies, however it dies; then all of it goes away.
set -u
folder=$1
trap 'kill $keyring $bus 2>/dev/null; wait 2>/dev/null; rm -rf "$folder"' EXIT
trap 'exit 0' HUP INT TERM
keyring='' bus=''

export XDG_DATA_HOME="$folder/data" XDG_RUNTIME_DIR="$folder/run" XDG_CONFIG_HOME="$folder/config"
mkdir -p -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR" "$XDG_CONFIG_HOME"
unset DISPLAY WAYLAND_DISPLAY

# No service folders: nothing is activated on this bus in the user's name.
cat >"$folder/bus.conf" <<CONFIG
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=$folder/run/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONFIG

export DBUS_SESSION_BUS_ADDRESS="unix:path=$folder/run/bus"
dbus-daemon --config-file="$folder/bus.conf" --nofork --nopidfile >/dev/null &
bus=$!

owned() {
  dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    "org.freedesktop.DBus.$1" "string:$2" 2>/dev/null | grep -q true
}
until_true() {
  tries=300
  until "$@"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || { echo "the $1 step did not finish within 15 s" >&2; exit 1; }
    sleep 0.05
  done
}

until_true owned NameHasOwner org.freedesktop.DBus
IFS= read -r password || exit 1
printf '%s' "$password" |
  gnome-keyring-daemon --foreground --unlock --components=secrets --control-directory="$XDG_RUNTIME_DIR/keyring" >/dev/null 2>"$folder/keyring.log" &
keyring=$!
until_true owned NameHasOwner org.freedesktop.secrets

echo "ready $DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null
