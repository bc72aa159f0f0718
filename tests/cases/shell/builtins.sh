#### printf_formats
printf '%d %i %u %o %x %X %c %s\n' 42 -7 7 8 255 255 xyz str; printf '%5d|%-5d|%05d|%+d|% d\n' 42 42 42 42 42; printf '%10s|%-10s|%.3s|%10.3s|\n' abc abc abcdef abcdef; printf '%f %.2f %e %g %G\n' 3.14159 2.5 12345.678 0.0001 1e20; printf '%%|%5%\n' 2>/dev/null

#### printf_reuse_and_missing
printf '%s-%s\n' a b c; printf '%d\n' 1 2 3; printf '%s %d\n'; printf 'plain\n'; printf '%s\n' "$@"; printf '%s,' x y z; echo; printf '[%s]\n' ''

#### printf_escapes
printf 'a\tb\\n\x41\101\u00e9\n'; printf '%b' 'x\ty\n\0101\n'; printf '%b|%s\n' 'a\nb' 'a\nb'; printf 'stop%b never' 'here\c'; echo; printf '\e[1m' | od -An -c

#### printf_numbers
printf '%d %d %d\n' 0x10 010 "'A"; printf '%d\n' abc 2>/dev/null; echo $?; printf '%x\n' -1; printf '%*d|%-*d|%.*f\n' 5 42 5 42 2 3.14159; printf "%'d\n" 1234567; printf '%d\n' 9223372036854775807; printf '%#x %#o\n' 255 8; printf '%5.1f|%-8.3f|\n' 2.25 2.25

#### printf_q
printf '%q ' 'a b' "it's" '' '$x' 'a;b' plain; echo; printf '%q\n' $'new\nline' 'tab	x' 'a*b'

#### printf_time
TZ=UTC printf '%(%Y-%m-%d %H:%M:%S)T\n' 0 86399 1700000000; printf '%(%Y)T\n' -1 | grep -c '^20'

#### echo_options
echo -n no newline; echo; echo -e 'a\tb\nc\x41\0101'; echo -E 'a\tb'; echo -ne 'x\n'; echo -- x; echo -x; echo - n; echo -e 'cut\chere'; echo; echo "-n"; echo '' | wc -c

#### read_basics
read a b c <<< 'one two three four'; echo "$a|$b|$c"; read a b <<< single; echo "$a|$b"; read <<< '  reply kept '; echo "[$REPLY]"; read -r x <<< 'a\tb\'; echo "$x"; read x <<< 'a\tb'; echo "$x"; echo 'cont\
inued' | { read x; echo $x; }

#### read_options
read -n 3 x <<< abcdef; echo $x; read -d : x <<< 'up to:rest'; echo "$x"; read -N 4 x <<< $'a\nbcd'; echo "${x@Q}"; read -p 'prompt' x <<< v 2>/dev/null; echo $x; read -ra a <<< 'x y z'; echo ${a[2]}; read x < /dev/null; echo $?; read -t 0.05 x < <(sleep 1); [[ $? -gt 128 ]] && echo timeout

#### read_ifs
IFS=: read -r u p rest <<< 'root:x:0:0'; echo $u $p $rest; IFS= read -r l <<< '  spaces  '; echo "[$l]"; IFS=, read -r a b c <<< 'x,,z'; echo "[$a][$b][$c]"; while IFS='=' read -r k v; do echo "$k -> $v"; done <<< $'a=1\nb=x=y'

#### read_null_delimited
printf 'a b\0c\nd\0' | while IFS= read -r -d '' x; do printf '<%s>' "$x"; done; echo; touch 'x y' $'n\nl'; find . -type f -print0 | sort -z | while IFS= read -rd '' f; do printf '%q\n' "$f"; done

#### getopts
p() { local OPTIND=1 o; while getopts 'ab:c' o "$@"; do case $o in a) echo a;; b) echo "b=$OPTARG";; c) echo c;; \?) echo bad;; esac; done; shift $((OPTIND-1)); echo "rest: $*"; }; p -a -b val -c x y; p -ab val z; p -bval -- -c; p -d 2>/dev/null; p -b 2>/dev/null; p plain -a

#### getopts_silent
p() { local OPTIND=1 o; while getopts ':xf:' o "$@"; do case $o in x) echo x;; f) echo "f:$OPTARG";; :) echo "missing $OPTARG";; \?) echo "unknown $OPTARG";; esac; done; }; p -x -q -f; p -f a -xz

#### shift_and_set
set -- a b c d; shift; echo $*; shift 2; echo $*; shift 5 2>/dev/null; echo $? $*; set -- "$@" new; echo $#; set a b; echo $1; set --; echo $#; set - x; echo $1

#### eval_and_command
cmd='echo "a  b"'; eval "$cmd"; eval 'x=5;' 'echo $x'; eval false; echo $?; eval 'exit 3' | cat; command echo hi; command -v cat | grep -c cat; command -v nope; echo $?; command nope 2>/dev/null; echo $?; v=x; eval "$v=assigned"; echo $x

#### eval_syntax_error
eval 'echo (' 2>/dev/null; echo "status $?"; eval 'if' 2>/dev/null; echo alive; x=$(eval 'fi' 2>/dev/null); echo still

#### type
type -t echo cat if bash nope; f() { :; }; type -t f; alias zz=ls; type -t zz; type echo; type if; type nope 2>/dev/null; echo $?; type -a true | head -1; hash 2>/dev/null; echo $?; type -P sh | grep -c sh

#### alias
shopt -s expand_aliases
alias hi='echo hello'
hi there
alias e='echo ' w=world
e w
unalias hi
hi 2>/dev/null; echo $?
alias -p | grep -c "e='echo '"

#### source
echo 'x=sourced; echo "args $# $1"; return 4; echo no' > s; . ./s a b; echo $? $x; source s; echo 'f() { echo from lib; }' > lib; . ./lib; f; . ./missing 2>/dev/null; echo $?; set -- keep; . ./s; echo $1

#### exec
(exec echo replaced; echo no); (exec -a name sh -c 'echo $0'); bash -c 'exec nope' 2>/dev/null; echo $?; (exec > f; echo in); cat f; (exec 2>&1; echo e >&2); bash -c 'exec sh -c "exit 9"'; echo $?

#### umask
umask; umask 077; touch a; mkdir d; stat -c %a a d; umask 022; touch b; stat -c %a b; umask -S; (umask 000; touch c; stat -c %a c); umask; umask u=rwx,g=rx,o=; umask

#### pwd_cd_errors
cd /nonexistent 2>/dev/null; echo $?; touch f; cd f 2>/dev/null; echo $?; cd /; pwd; cd /usr/../usr/./bin; pwd; cd //; pwd | tr -s /; cd ''; echo $?

#### test_builtin_and_bracket
builtin test 1 -eq 1; echo $?; command [ a = a ]; echo $?; enable -n test 2>/dev/null; enable test; type -t test; builtin nope 2>/dev/null; echo $?

#### ulimit_and_times
ulimit -n | grep -cE '^([0-9]+|unlimited)$'; times | wc -l; ulimit -c 0; ulimit -c

#### let_and_declare_status
declare x=1; echo $?; local y 2>/dev/null; echo $?; readonly z=1; declare z=2 2>/dev/null; echo $?; export 1bad=x 2>/dev/null; echo $?; unset 1bad 2>/dev/null; echo $?

#### compgen_and_shopt
compgen -A builtin | grep -cx 'cd'; compgen -W 'apple banana avocado' a; compgen -k | grep -cx while; shopt -s nullglob; shopt nullglob; shopt -u nullglob; shopt -p nullglob; echo $?; shopt nosuch 2>/dev/null; echo $?

#### break_outside_loop
break 2>/dev/null; echo $?; f() { break; } 2>/dev/null; for i in 1 2; do f; echo $i; done; return 2>/dev/null; echo $?

#### true_builtins_in_path
for c in true false echo printf test kill pwd '['; do [[ -x $(type -P "$c") ]] && echo "$c"; done; /usr/bin/printf '%s\n' ext; /usr/bin/test 1 -eq 1 && echo t; env echo e; env false; echo $?

#### mapfile_callback
mapfile -t a < <(seq 5); echo "${a[*]}"; mapfile -t -c 2 -C 'echo cb' b < <(printf '%s\n' p q r s); echo ${#b[@]}

#### printf_octal_and_unicode
printf '\u65e5\u672c\n'; printf '%s\n' $'\u20ac'; printf '%c%c\n' ab cd; printf '%5s|%-5s|\n' é é; printf '\101\x42\n'; printf '%b\n' '\u00fc'

#### printf_v_and_q
printf -v v '%05.2f|%-6s|%x' 3.14159 ab 255; echo "$v"; printf '%s\n' {a..c}{1..2}; printf '%q\n' "a b" "it's" $'x\ny' ''; printf '%b\n' 'a\tb\x41'

#### printf_dates_and_numbers
printf '%(%Y-%m-%d)T\n' 0; printf '%(%H:%M:%S)T\n' 86399; printf '%d %i %o %u %X %e %g\n' 42 -3 8 7 255 12345.678 0.0001; printf '%3d|%-3d|%03d|%+d\n' 1 2 3 4

#### read_options_together
read -r a b <<< "one two three"; echo "$a|$b"; IFS=, read -ra arr <<< "x,y,,z"; echo "${#arr[@]} ${arr[2]:-empty}"; read -d : x <<< "ab:cd"; echo $x; read -n 3 y <<< "abcdef"; echo $y; read -N 4 z <<< "a b cd"; echo "$z"

#### read_times_out
read -t 0.1 x < <(sleep 1); echo $?; read -t 0 x <<< hi; echo $?; read -p "prompt" x <<< v; echo $x; read -s p <<< pw; echo $p; read x < /dev/null; echo $?

#### mapfile_options
mapfile -t l < <(printf '%s\n' a b c); echo "${#l[@]} ${l[1]}"; mapfile -t -n 2 -s 1 k < <(seq 5); echo "${k[@]}"; mapfile -d : -t q <<< "a:b:c"; echo "${q[1]}"; readarray -t -O 2 l <<< "zz"; echo "${l[@]}"

#### special_variables_count
SECONDS=10; (( SECONDS >= 10 && SECONDS < 15 )) && echo ok; RANDOM=5; a=$RANDOM; RANDOM=5; [[ $a == $RANDOM ]] && echo rep; [[ $EPOCHSECONDS =~ ^[0-9]{10}$ ]] && echo ep; [[ $EPOCHREALTIME =~ ^[0-9]+\.[0-9]{6}$ ]] && echo er; [[ $SRANDOM =~ ^[0-9]+$ ]] && echo sr; echo ${BASH_VERSINFO[0]} $BASH_VERSION | cut -c1-3

#### getopts_silent_together
set -- -a 1 -b -x -a; while getopts ":a:bc" o; do case $o in a) echo "a=$OPTARG";; b) echo b;; \?) echo "bad $OPTARG";; :) echo "need $OPTARG";; esac; done; echo $OPTIND

#### getopts_in_functions
f() { local OPTIND o; while getopts "x:y" o; do echo $o $OPTARG; done; shift $((OPTIND-1)); echo rest "$@"; }; f -x 1 -y a b; f -yx2 -- -z; f -q; f -x; echo $?

#### printf_widths
printf '%s|' a b c; echo; printf '%s %s\n' a b c; printf '%-10s|%5s|\n' ab cd; printf '%.3s\n' abcdef; printf '%c%c\n' abc def; printf '%%\n'; printf '\x41\n'; printf 'no newline'; echo; printf '%d\n' 0x1f 010 "'a"; printf '%d\n' abc; echo $?; printf '%s\n'; printf '%5.1f|%e\n' 2.55 1; printf '%*d|%-*d|\n' 5 42 5 42

#### set_verbose
# stderr
set -v
eval "echo a"
for i in 1 2
do echo $i
done # c

# comment
f() { echo
}
set +v
echo no

#### verbose_scripts
# stderr
printf 'set -v\necho a; echo b\n. ./vv\necho $(echo sub)\nif true; then\n echo in\nfi\n' > v1; echo 'echo in vv' > vv; bash v1; bash -v vv; bash < v1; bash -v -c 'echo one; echo two'; bash -vx vv

#### bad_descriptors
read -u 9 x; echo $?; mapfile -u 9 y; echo $?
