# In the guest, when it is up: runs the script on the second disk, turns the machine off.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
stty -F /dev/ttyS1 raw -echo
cd /repository
tr -d '\0' < /dev/nvme1n1 > /run/script
# Not exec: where this is PID 1 it must stay, and reap.
sh /run/script > /dev/ttyS1 2> /dev/ttyS0 < /dev/null
sync
echo o > /proc/sysrq-trigger
sleep 60
