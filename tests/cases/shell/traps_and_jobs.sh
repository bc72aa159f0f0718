#### exit_trap
trap 'echo bye' EXIT; echo hi; (trap 'echo sub' EXIT; echo in sub); bash -c 'trap "echo code \$?" EXIT; exit 3'; echo $?; f() { echo f; }; f

#### exit_trap_changes_status
bash -c 'trap "exit 7" EXIT; exit 1'; echo $?; bash -c 'trap "echo t" EXIT; false'; echo $?; bash -c 'trap "echo t" EXIT; kill -TERM $$; echo no'; echo $?; bash -c 'trap - EXIT; trap "echo only" EXIT; set -e; false; echo no'; echo $?

#### signal_trap
trap 'echo got USR1' USR1; kill -USR1 $$; echo after; trap 'echo int' INT; kill -INT $$; trap - USR1 INT; trap '' TERM; kill -TERM $$; echo ignored; trap 'echo t1; echo t2' SIGUSR2; kill -s USR2 $$

#### issue_example_trap
trap "echo bye" EXIT; (exit 3); echo $?; sleep 0.1 & wait $!; kill -TERM $$

#### err_and_debug_trap
trap 'echo "ERR $?"' ERR; false; (exit 4); false || true; if false; then :; fi; true; trap - ERR; false; bash -c 'trap "echo dbg" DEBUG; echo a; echo b'; bash -c 'f() { return 2; }; trap "echo ret" RETURN; f; . /dev/null; echo $?'

#### trap_listing
trap 'echo x' USR1; trap -p USR1; trap 'a b' EXIT; trap -p EXIT; trap - EXIT; trap -p EXIT; trap | grep -c USR1; trap - USR1; trap; kill -l 9 15; kill -l TERM; trap 'echo bad' NOSUCH 2>/dev/null; echo $?

#### traps_in_subshells
trap 'echo parent' USR1; (trap -p USR1 | wc -l; trap 'echo child' USR1; kill -USR1 $BASHPID; echo x); kill -USR1 $$; echo end

#### background_and_wait
sleep 0.05 & p=$!; wait $p; echo $?; (exit 5) & wait $!; echo $?; { exit 6; } & wait; echo $?; (exit 1) & a=$!; (exit 2) & b=$!; wait $a; echo $?; wait $b; echo $?; wait 999999 2>/dev/null; echo $?

#### background_order
(sleep 0.1; echo second) & echo first; wait; echo third; for i in 3 1 2; do (sleep 0.$i; echo $i) & done; wait; x=$(sleep 0.05 & echo quick); echo $x

#### background_isolation
x=1; { x=2; } & wait; echo $x; cd / & wait; [[ $PWD != / ]] && echo same; (echo bg > f) & wait $!; cat f; true & wait $!; echo $?; echo in | cat &
wait

#### wait_n
(sleep 0.2; exit 3) & (sleep 0.05; exit 4) & wait -n; echo $?; wait -n; echo $?; wait -n; echo $?; (exit 8) & wait -n -p who; echo $? ; [[ $who == $! ]] && echo same

#### wait_many
for i in 1 2 3; do (exit $i) & pids+=($!); done; for p in "${pids[@]}"; do wait $p; echo -n "$? "; done; echo; (exit 3) & (exit 4) & wait %1 %2 2>/dev/null || wait; echo done

#### jobs
sleep 5 & jobs | sed 's/[0-9]\{2,\}/PID/'; jobs -p | wc -l; kill %1; wait %1 2>/dev/null; echo $?; jobs | wc -l; sleep 5 & disown; jobs | wc -l; kill $!

#### kill_background
sleep 10 & kill $!; wait $! 2>/dev/null; echo $?; sleep 10 & kill -9 $!; wait $! 2>/dev/null; echo $?; sleep 10 & kill -INT $! ; kill -TERM $!; wait $! 2>/dev/null; echo $?; kill -0 $$ && echo alive; sleep 0 & wait $!; kill -0 $! 2>/dev/null || echo dead

#### kill_errors
kill 999999 2>/dev/null; echo $?; kill 2>/dev/null; echo $?; kill -NOSUCH $$ 2>/dev/null; echo $?; kill -l | grep -c SIGKILL; kill -l INT; kill -l 130

#### trap_interrupts_wait
trap 'echo trapped' USR1; (sleep 0.1; kill -USR1 $$) & sleep 2 & s=$!; wait $s; r=$?; [[ $r -gt 128 ]] && echo interrupted; kill $s; wait 2>/dev/null

#### signal_exit_codes
bash -c 'kill -HUP $$'; echo $?; bash -c 'kill -KILL $$'; echo $?; bash -c 'kill -USR1 $$'; echo $?; bash -c 'kill -PIPE $$'; echo $?; sh -c 'kill -ABRT $$' 2>/dev/null; echo $?; bash -c 'trap "exit 42" TERM; kill $$'; echo $?

#### kill_process_group_member
bash -c 'sleep 10 & p=$!; kill $p; wait $p; echo $?' 2>/dev/null; (sleep 10 & echo $! > pid; wait) & until [[ -s pid ]]; do sleep 0.02; done; kill $(cat pid); wait; echo ended

#### subshell_pids
[[ $(echo $$) == $$ ]] && echo same; [[ $(echo $BASHPID) != $$ ]] && echo differs; (echo $$ > a; echo $BASHPID > b); cmp -s a b || echo sub; [[ $(cat a) == $$ ]] && echo dollar; bash -c 'echo $PPID' > c; [[ $(cat c) == $$ ]] && echo parent

#### orphan_output
(sleep 0.1; echo orphan) > f & sleep 0.3; cat f; { (sleep 0.05; echo late) & } ; wait; sleep 0.15; echo end

#### concurrency_limit
run() { sleep 0.0$1; echo $1 >> log; }; for i in 1 2 3 4 5 6; do run $i & while (($(jobs -rp | wc -l) >= 2)); do wait -n; done; done; wait; sort log | paste -sd' '

#### timeout_command
timeout 0.2 sleep 5; echo $?; timeout 5 echo quick; echo $?; timeout -s KILL 0.1 sleep 5; echo $?; timeout 1 bash -c 'exit 3'; echo $?; timeout 0.1 bash -c 'while :; do :; done'; echo $?

#### trap_return_and_functions
f() { trap 'echo leaving' RETURN; echo body; }; f; g() { (trap 'echo gexit' EXIT; exit 2); echo $?; }; g; cleanup() { echo cleaned; rm -f tmp; }; (trap cleanup EXIT; touch tmp; exit 0); [[ -e tmp ]] || echo removed

#### sleep_and_date
s=$EPOCHREALTIME; sleep 0.1; e=$EPOCHREALTIME; d=$(( (${e/./}-${s/./})/1000 )); ((d>=95 && d<5000)) && echo slept; sleep 0; sleep 0.01s; echo $?; sleep x 2>/dev/null; echo $?

#### ignore_signals_inherited
trap '' USR1; bash -c 'kill -USR1 $$; echo survived'; trap - USR1; bash -c 'kill -USR1 $$; echo no'; echo $?; (trap '' TERM; sleep 0.3) & sleep 0.05; kill $!; wait $!; echo $?

#### err_trap_fires_once
set -Eeuo pipefail; trap 'echo "error at line $LINENO: $BASH_COMMAND" >&2' ERR; f() { false; }; echo start; f; echo no

#### err_trap_in_functions
set -eE; trap 'echo E $LINENO $BASH_COMMAND' ERR; f() { g; }; g() { false; echo no; }; f; echo no

#### debug_trap_commands
trap 'echo "D $BASH_COMMAND"' DEBUG; x=1; for i in 1 2; do echo $i; done; [[ -n $x ]]; ((x++)); if true; then :; fi; case $x in 2) echo two;; esac; f() { echo in f; }; f; trap - DEBUG; echo end

#### exit_and_debug_trap
trap 'echo E $?' EXIT; trap 'echo D $BASH_COMMAND' DEBUG; x=1; echo $x; true; trap - DEBUG; echo end

#### wait_for_many_statuses
pids=(); for i in 1 2 3; do (sleep 0.0$i; exit $i) & pids+=($!); done; st=0; for p in "${pids[@]}"; do wait "$p" || ((st+=$?)); done; echo $st; wait; sleep 0.05 & wait $!; echo $?; (exit 3) & p=$!; sleep 0.05; wait $p; echo $?; timeout 0.1 sleep 2; echo $?; timeout 2 true; echo $?; { sleep 0.1; echo late; } & echo first; wait; (sleep 5 & echo $! > pid; exec sleep 0.01); kill $(<pid); echo done

#### term_trap_ends_a_loop
trap 'echo "caught $?"; exit 9' TERM; (sleep 0.1; kill -TERM $$) & while :; do sleep 0.05; done
