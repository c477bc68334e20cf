# Runs "$@" (a PostgreSQL server) in the folder $1 as long as the process at the other end of standard input lives.
# A line or the end of standard input means stop: so the server ends however that process ends, SIGKILL included.
run_dir=$1
shift
exec 3<&0
"$@" 3<&- </dev/null >"$run_dir/log" 2>&1 &
server=$!
{
    read -r word <&3
    [ -e "$run_dir/ended" ] || kill -INT "$server"
} &
wait "$server"
: >"$run_dir/ended"
wait
rm -rf "$run_dir"
