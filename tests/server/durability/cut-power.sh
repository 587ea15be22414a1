# Cuts the power of a writer: `cut-power.sh FOLDER OPTIONS SECONDS MOMENT COMMAND...`
# The writer has an ext4 file system of its own, in an image; stopped in the middle of whatever it does, the image is copied
# as the platter would be found. FOLDER gets `said`, what the writer printed, and `after`, what the copy holds.
# MOMENT is `any`, once the seconds are over, or `answered`: then it waits until one thing more has been promised.
# Run it as `unshare -m`: its mounts are nobody else's, and end with it.
set -eu
folder=$1 options=$2 seconds=$3 moment=$4
shift 4
mkdir "$folder/disk" "$folder/found" "$folder/after"
truncate -s 48M "$folder/image"
mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 "$folder/image"
mount -o "loop,$options" "$folder/image" "$folder/disk"
sync -f "$folder/disk"

"$@" > "$folder/said" 2> "$folder/errors" &
writer=$!
while [ ! -s "$folder/said" ] && kill -0 "$writer"; do sleep 0.02; done
sleep "$seconds"
promised=$(stat -c %s "$folder/said")
while [ "$moment" = answered ] && [ "$(stat -c %s "$folder/said")" = "$promised" ] && kill -0 "$writer"; do sleep 0.005; done
kill -STOP "$writer"
# All its threads stand still once it says so; a call that is under way ends before.
while ! grep -q '^State:.*T' "/proc/$writer/status"; do sleep 0.01; done
cp "$folder/image" "$folder/copy"
cp "$folder/said" "$folder/said-then"
kill -KILL "$writer"
wait "$writer" || true
mount -o "loop,$options" "$folder/copy" "$folder/found"
cp -a "$folder/found/." "$folder/after"
umount "$folder/found" "$folder/disk"
